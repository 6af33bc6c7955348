namespace Gateway.Core.Catalog;

/// <summary>Does work for a key on the pool, one at a time, and once more for whatever came meanwhile: a flood of notices must not take all threads.</summary>
internal sealed class OneAtATime<TKey>(Action<TKey> work)
    where TKey : class
{
    private readonly Lock _lock = new();

    // True: it is to be done once more.
    private readonly Dictionary<TKey, bool> _running = [];

    public void Ask(TKey key)
    {
        lock (_lock)
        {
            if (!_running.TryAdd(key, false))
            {
                _running[key] = true;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Owner.Run(state.Key), (Owner: this, Key: key), preferLocal: false);
    }

    private void Run(TKey key)
    {
        do work(key); while (IsAskedAgain(key));
    }

    private bool IsAskedAgain(TKey key)
    {
        lock (_lock)
        {
            if (!_running[key]) return !_running.Remove(key);
            _running[key] = false;
            return true;
        }
    }
}
