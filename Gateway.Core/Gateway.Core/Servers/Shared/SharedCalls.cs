using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Shared;

/// <summary>The requests of all ports that the server has not answered, and who works at the moment. Used under the lock of the run.</summary>
/// <param name="bound">How many a session may have open for its client.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedCalls(int bound, TimeProvider time)
{
    // What a server writes to its log after it has answered, or of a call that it did not stop at once, is that call's too.
    private static readonly TimeSpan AfterAnswer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterCancellation = TimeSpan.FromSeconds(30);

    // A session bounds its client's calls itself; what it asks on its own comes on top.
    private const int OwnRequests = 100;

    private readonly Dictionary<long, SharedCall> _calls = [];
    private readonly HashSet<SharedPort> _active = [];
    private long _lastId;

    public long NextId() => ++_lastId;

    /// <summary>False when the port has too many open, or one with that id.</summary>
    public bool TryAdd(SharedCall call)
    {
        if (call.Port is { } port)
        {
            if (port.Calls.Count >= bound + OwnRequests || !port.Calls.TryAdd(call.Key, call)) return false;
            if (!call.IsStanding)
            {
                port.Working++;
                _active.Add(port);
            }
        }

        _calls.Add(call.Id, call);
        return true;
    }

    public SharedCall? Find(long id) => _calls.GetValueOrDefault(id);

    /// <summary>Takes out one that is answered, or was never sent.</summary>
    public SharedCall? Remove(long id)
    {
        if (!_calls.Remove(id, out var call)) return null;
        Forget(call, AfterAnswer);
        return call;
    }

    /// <summary>Takes out one that its session does not want any more; null when it is answered already.</summary>
    public SharedCall? Cancel(SharedPort port, RequestId key)
    {
        if (!port.Calls.TryGetValue(key, out var call)) return null;
        _calls.Remove(call.Id);
        Forget(call, AfterCancellation);
        return call;
    }

    /// <summary>Takes out all of a port that leaves.</summary>
    public IReadOnlyList<SharedCall> CancelAll(SharedPort port) => [.. port.Calls.Keys.ToArray().Select(key => Cancel(port, key)!)];

    /// <summary>The only port that something unmarked can belong to; null when that is not certain.</summary>
    /// <remarks>A port counts from its first open call until shortly after its last one, also when it has left.</remarks>
    public SharedPort? OnlyActive()
    {
        var now = time.GetTimestamp();
        _active.RemoveWhere(port => port.Working == 0 && port.WorkedUntil <= now);
        return _active.Count == 1 ? _active.First() : null;
    }

    /// <summary>Nobody works, nor did a moment ago.</summary>
    public bool IsQuiet => OnlyActive() is null && _active.Count == 0;

    private void Forget(SharedCall call, TimeSpan afterwards)
    {
        if (call.Port is not { } port) return;
        port.Calls.Remove(call.Key);
        if (call.IsStanding) return;
        port.Working--;
        var until = time.GetTimestamp() + (long)(afterwards.TotalSeconds * time.TimestampFrequency);
        if (until > port.WorkedUntil) port.WorkedUntil = until;
    }
}
