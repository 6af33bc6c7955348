using Gateway.Core.Configuration;

namespace Gateway.Core.Trust;

/// <summary>One configured server beside its pins.</summary>
internal sealed record ServerReview
{
    public required ServerConfiguration Server { get; init; }

    /// <summary>What differs from what was trusted.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }

    /// <summary>Its file is known, and it is not: all of it is an addition.</summary>
    public bool IsNew { get; init; }

    /// <summary>Files that nobody has pinned for it, or whose changes need nobody's approval.</summary>
    public required IReadOnlyList<SourceFile> ToPin { get; init; }

    /// <summary>The file with a change that waits, and why; null when it may start.</summary>
    public (string File, FileRisk Risk)? Waits { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="server">One that is not switched off.</param>
    /// <param name="pins">What is trusted.</param>
    /// <param name="key">The key of the pins' hashes.</param>
    /// <param name="riskOf">Tells who may change a file.</param>
    public static ServerReview Of(ServerConfiguration server, Pins pins, PinKey key, Func<string, FileRisk?> riskOf)
    {
        var changes = new List<Change>();
        var toPin = new List<SourceFile>();
        (string, FileRisk)? waits = null;
        var isNew = false;
        for (var i = 0; i < server.Sources.Count; i++)
        {
            var source = server.Sources[i];
            var pinned = pins.Find(source.Path, server.Name);
            // An envFile's first use is its own: which file it is, is pinned with the server.
            var isFirst = pinned is null && (i > 0 || !pins.Knows(source.Path));
            // One that lacks something, a variable or its envFile, is compared when it could start.
            if (!isFirst && server.NotStarted is not null) continue;
            if (pinned?.Fits(source, server.Name, key) is true) continue;
            isNew |= !isFirst && pinned is null;
            var found = isFirst ? [] : (pinned ?? PinnedServer.Nothing).ChangesTo(PinnedServer.Of(source, server.Name, key), source.Path);
            changes.AddRange(found);
            if (pinned is not null && found.Count == 0) continue;
            if (!isFirst && riskOf(source.Path) is { } risk) waits ??= (source.Path, risk);
            else toPin.Add(source);
        }

        return new() { Server = server, Changes = changes, IsNew = isNew, ToPin = toPin, Waits = waits };
    }
}
