namespace Gateway.Core.Routing;

/// <summary>The requests that one peer has not answered yet, by the ids that it knows them under. Ids are never used again.</summary>
internal sealed class InFlightTable(int bound)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, InFlight> _requests = [];
    private long _lastId;
    private TaskCompletionSource? _drained;

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
        lock (_lock)
        {
            if (!_requests.Remove(id, out var request)) return null;
            if (_drained is not null) TellIfDrained();
            return request;
        }
    }

    /// <summary>Takes out a request that was ended by somebody else than its receiver; false when it is not, or no longer, here.</summary>
    /// <remarks>
    /// Not by its id alone: a request that goes to another server keeps the id it had at the last one until it has the next, and
    /// that id may be another request's here.
    /// </remarks>
    public bool TryRemove(InFlight request, out long id)
    {
        lock (_lock)
        {
            id = request.Id;
            if (!_requests.TryGetValue(id, out var present) || (present != request && present.Parked?.Successor != request)) return false;
            Remove(id);
            return true;
        }
    }

    /// <summary>Completes when none is left but the gateway's own; who waits sees to it that no more come.</summary>
    public Task WhenDrained()
    {
        lock (_lock)
        {
            _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            TellIfDrained();
            return _drained.Task;
        }
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
            _drained?.TrySetResult();
            return all;
        }
    }

    // Under the lock.
    private void TellIfDrained()
    {
        if (_requests.Values.All(request => request.Reply is not null)) _drained!.TrySetResult(); // not null: somebody waits
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
