using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>The client's requests that are not answered yet, by the client's own ids.</summary>
internal sealed class ClientCalls
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestId, InFlight> _calls = [];

    public int Count
    {
        get
        {
            lock (_lock) return _calls.Count;
        }
    }

    /// <summary>False when the client uses an id again that is still in flight.</summary>
    public bool TryAdd(InFlight call)
    {
        lock (_lock) return _calls.TryAdd(call.Key, call);
    }

    public InFlight? Find(RequestId key)
    {
        lock (_lock) return _calls.GetValueOrDefault(key);
    }

    public void Remove(InFlight call)
    {
        lock (_lock) _calls.Remove(call.Key);
    }

    public IReadOnlyList<InFlight> All()
    {
        lock (_lock) return [.. _calls.Values];
    }
}
