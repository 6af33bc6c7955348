namespace Gateway.Core.Servers.Remote;

/// <summary>What is under way to a server.</summary>
internal sealed class Exchanges
{
    private readonly Lock _lock = new();
    private readonly HashSet<Exchange> _all = [];

    public void Add(Exchange exchange)
    {
        lock (_lock) _all.Add(exchange);
    }

    public void Remove(Exchange exchange)
    {
        lock (_lock) _all.Remove(exchange);
    }

    /// <summary>The request with this number; null when it is not under way.</summary>
    public Exchange? Find(long number) => number == 0 ? null : Where(exchange => exchange.Message.Number == number && exchange.Message.IsRequest) is [var found, ..] ? found : null;

    /// <summary>The request that a message answers; null when it answers none.</summary>
    public Exchange? Answered(ReadOnlySpan<byte> message)
    {
        var id = IncomingId.OfAnswer(message);
        if (id.IsEmpty) return null;
        lock (_lock)
        {
            foreach (var exchange in _all)
            {
                if (IncomingId.Answers(message, exchange.Message)) return exchange;
            }
        }

        return null;
    }

    public IReadOnlyList<Exchange> Where(Func<Exchange, bool> condition)
    {
        lock (_lock) return [.. _all.Where(condition)];
    }
}
