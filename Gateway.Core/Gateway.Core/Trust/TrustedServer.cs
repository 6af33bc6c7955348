using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Core.Trust;

/// <summary>One server as <c>trust --list</c> tells of it.</summary>
internal sealed record TrustedServer
{
    public required string Name { get; init; }

    public required TrustState State { get; init; }

    /// <summary>Why somebody must approve it: reads on after the file's path; null when nobody must.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>All of a configuration, then what is pinned for its file and no longer in it.</summary>
    public static IReadOnlyList<TrustedServer> All(GatewayConfiguration configuration, Pins pins, FileReview review)
    {
        var found = review.Servers.ToDictionary(server => server.Server.Name, StringComparer.Ordinal);
        var names = configuration.Servers.Select(server => server.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. configuration.Servers.Select(server => found.TryGetValue(server.Name, out var one) ? Of(one, review.IsFirstUse) : new TrustedServer { Name = server.Name, State = TrustState.Off }),
            .. pins.Servers(configuration.Path).Where(name => !names.Contains(name)).Select(name => new TrustedServer { Name = name, State = TrustState.Gone }),
        ];
    }

    public static TrustedServer Of(ServerReview review, bool isFirstUse) => new()
    {
        Name = review.Server.Name,
        State = isFirstUse ? TrustState.Unused : review.Waits is not null ? TrustState.NeedsApproval : review.Changes.Count > 0 ? TrustState.Changed : TrustState.Trusted,
        Reason = review.Waits is { } waits ? $"{Printable.Line(waits.File)}, which {waits.Risk.Reason}" : null,
        Changes = review.Changes,
    };
}
