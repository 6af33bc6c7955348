namespace Gateway.Core.Routing;

/// <summary>The requests that one peer has not answered yet, by the ids that it knows them under. Ids are never used again.</summary>
internal sealed class InFlightTable(int bound)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, InFlight> _requests = [];
    private long _lastId;

    /// <summary>Gives the request its id; false when too many are in flight.</summary>
    public bool TryAdd(InFlight request, bool isBounded = true)
    {
        lock (_lock)
        {
            if (isBounded && _requests.Count >= bound) return false;
            request.Id = ++_lastId;
            _requests.Add(request.Id, request);
            return true;
        }
    }

    public InFlight? Find(long id)
    {
        lock (_lock) return _requests.GetValueOrDefault(id);
    }

    public InFlight? Remove(long id)
    {
        lock (_lock) return _requests.Remove(id, out var request) ? request : null;
    }

    public IReadOnlyList<InFlight> All()
    {
        lock (_lock) return [.. _requests.Values];
    }

    /// <summary>Empties it: the peer is gone.</summary>
    public IReadOnlyList<InFlight> Clear()
    {
        lock (_lock)
        {
            InFlight[] all = [.. _requests.Values];
            _requests.Clear();
            return all;
        }
    }

    /// <summary>A request by the id that its sender gave it.</summary>
    public InFlight? FindOriginal(Servers.ChildServer sender, Protocol.RequestId key)
    {
        lock (_lock)
        {
            foreach (var request in _requests.Values)
            {
                if (request.Server == sender && request.Key == key) return request;
            }
        }

        return null;
    }
}
