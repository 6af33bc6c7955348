namespace Benchmarks.Children;

/// <summary>The two forms an answer can have over HTTP; the remote child has a tool for each.</summary>
internal sealed record RemoteForm(string Name, string Tool)
{
    public static readonly RemoteForm Json = new("JSON", "echo");

    /// <summary>A stream of one event.</summary>
    public static readonly RemoteForm Events = new("events", "events");

    public static readonly IReadOnlyList<RemoteForm> All = [Json, Events];
}
