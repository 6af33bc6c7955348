using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Shared;

/// <summary>A request that a shared server has not answered yet.</summary>
internal sealed class SharedCall
{
    /// <summary>Its id and its progress token, as the server knows them.</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is; null for those of the hub itself.</summary>
    public SharedPort? Port { get; init; }

    /// <summary>The session's raw id, quotes included.</summary>
    public byte[] OriginalId { get; init; } = [];

    public RequestId Key { get; init; } = RequestId.None;

    /// <summary>The session's raw progress token; null when it wants no progress.</summary>
    public byte[]? ProgressToken { get; init; }

    /// <summary>It stays open for as long as it is wanted (<c>subscriptions/listen</c>): it says nothing about who works now.</summary>
    public bool IsStanding { get; init; }

    /// <summary>It asks for a task (2025-11-25).</summary>
    public bool IsTask { get; init; }

    /// <summary>Looks at the answer before its port gets it, outside of all locks; what it returns takes the answer's place.</summary>
    public Func<Frame, byte[]?>? Look { get; init; }

    /// <summary>Takes the answer in the place of a port, outside of all locks.</summary>
    public Action<Frame>? Take { get; init; }

    /// <summary>The request on whose stream a message comes, as the session knows it; 0 when its id is no number.</summary>
    public long Parent => OriginalId.Length > 0 && Routing.WireId.TryRead(OriginalId, out var id) ? id : 0;
}
