namespace Gateway.Core.Servers.Remote;

/// <summary>Why a remote server gave no answer: the rest of a sentence about it, without anything of its URL but the host.</summary>
internal sealed class RemoteFault : Exception
{
    /// <param name="predicate">What it did and what to do about it: "answered 401 Unauthorized; …".</param>
    /// <param name="code">The JSON-RPC error code of an answer that says so.</param>
    public RemoteFault(string predicate, int code)
        : base(predicate) => (Predicate, Code) = (predicate, code);

    public string Predicate { get; }

    public int Code { get; }

    /// <summary>Nobody answered, or nobody who could: the next request would most likely fail like this one.</summary>
    public bool IsOutage { get; init; }

    /// <summary>It concerns the server and not the message: while the session is being opened, nothing else need be tried.</summary>
    public bool IsFatal { get; init; }
}
