namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>What has happened in one round.</summary>
internal sealed class History(int round)
{
    private readonly List<Event> _events = [];

    public int Round => round;

    public void Add(Event what) => _events.Add(what);

    public override string ToString() => string.Join(", ", _events);
}
