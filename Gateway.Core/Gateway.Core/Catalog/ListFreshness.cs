using Gateway.Core.Servers;

namespace Gateway.Core.Catalog;

/// <summary>Whether a list that a server gave may be shown once more, or must be asked for anew.</summary>
/// <param name="hints">What the server said of it.</param>
/// <param name="fetchedAt">When it was asked for, as a timestamp of the clock.</param>
internal sealed class ListFreshness(CacheHints hints, long fetchedAt)
{
    /// <summary>The client has seen it: it asks again because it may have changed.</summary>
    public bool WasShown { get; set; }

    public CacheHints Hints { get; } = hints;

    /// <summary>A server that tells of changes is believed; any other one is asked each time, as its client would without a gateway.</summary>
    public bool IsFresh(ServerCapabilities capabilities, ListKind kind, TimeProvider time) =>
        !WasShown || capabilities.TellsOfChanges(kind.Capability) || time.GetElapsedTime(fetchedAt).TotalMilliseconds < Hints.TtlMs;
}
