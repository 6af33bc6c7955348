using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Eras;

/// <summary>A call that a legacy server is working on while its modern client has been sent away for input.</summary>
/// <param name="id">Names it in the client's <c>requestState</c>.</param>
/// <param name="call">The call as the server knows it.</param>
internal sealed class ParkedCall(long id, InFlight call)
{
    public Lock Lock { get; } = new();

    public long Id { get; } = id;

    /// <summary>The call as the server knows it: it stays in the server's table under its id.</summary>
    public InFlight Call { get; } = call;

    public ChildServer Server => Call.Server!; // it was sent to one

    /// <summary>The client's request that waits for the answer now; null while the client is away.</summary>
    public InFlight? Successor { get; set; } = call;

    /// <summary>What the client has been asked, by key: the server's requests that wait for it.</summary>
    public Dictionary<string, InFlight> Asked { get; } = [];

    /// <summary>What the server asked while the client was away, with the guarded params.</summary>
    public List<(InFlight Request, byte[] Params)> Waiting { get; } = [];

    /// <summary>The answer that came while the client was away.</summary>
    public Frame? Answer { get; set; }

    /// <summary>Why there will be none; null while the server works on it.</summary>
    public string? Lost { get; set; }

    /// <summary>In ticks of the clock's timestamp: when nobody will come back any more.</summary>
    public long Expires { get; set; }

    /// <summary>What the state may come back with.</summary>
    public string Request => $"{Call.Method}\n{Call.Request.Server}\n{Call.Request.Tool}";
}
