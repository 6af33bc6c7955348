namespace Gateway.Core.Configuration;

/// <summary>Tells whether a configuration that was read anew says the same of a server: one of which it does is left alone.</summary>
internal static class ServerComparison
{
    public static bool IsSameAs(this ServerConfiguration one, ServerConfiguration other) =>
        one.Name == other.Name
        && one.Command == other.Command
        && one.WorkingFolder == other.WorkingFolder
        && one.NotStarted == other.NotStarted
        && one.NeedsApproval == other.NeedsApproval
        && one.IsRestarted == other.IsRestarted
        && one.IsRequired == other.IsRequired
        && one.IsShared == other.IsShared
        && one.Arguments.SequenceEqual(other.Arguments)
        && AreSame(one.Environment, other.Environment)
        && one.Inherited.IsSameAs(other.Inherited)
        && AreSame(one.Times, other.Times)
        && AreSame(one.Remote, other.Remote);

    private static bool AreSame(ServerTimes one, ServerTimes other) =>
        one.Call == other.Call && one.Start == other.Start && AreSame(one.Tools, other.Tools);

    private static bool AreSame(RemoteConfiguration? one, RemoteConfiguration? other) =>
        one is null || other is null
            ? one == other
            : one.Url == other.Url && one.Transport == other.Transport && one.Headers.SequenceEqual(other.Headers) && AreSame(one.OAuth, other.OAuth);

    private static bool AreSame(OAuthConfiguration? one, OAuthConfiguration? other) =>
        one is null || other is null
            ? one == other
            : one.ClientId == other.ClientId && one.ClientSecret == other.ClientSecret && one.CallbackPort == other.CallbackPort && one.Scopes.SequenceEqual(other.Scopes);

    private static bool AreSame<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && EqualityComparer<T>.Default.Equals(pair.Value, value));
}
