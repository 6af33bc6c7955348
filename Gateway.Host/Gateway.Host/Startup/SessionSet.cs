using Gateway.Core.Configuration;
using Gateway.Core.Routing;

namespace Gateway.Host.Startup;

/// <summary>The sessions that are open, and the configuration that is in force: a session is made of it, or is there to be changed with it.</summary>
internal sealed class SessionSet(GatewayConfiguration first)
{
    private readonly Lock _lock = new();
    private readonly List<OpenSession> _open = [];
    private GatewayConfiguration _present = first;

    public GatewayConfiguration Present
    {
        get
        {
            lock (_lock) return _present;
        }
    }

    public IReadOnlyList<Session> All
    {
        get
        {
            lock (_lock) return [.. _open.Select(open => open.Session)];
        }
    }

    /// <summary>Makes a session of what it is to offer, and starts it; null when its server is not configured.</summary>
    public Session? Add(SessionView view, Func<GatewayConfiguration, Session> make)
    {
        lock (_lock)
        {
            if (view.Of(_present) is not { } configuration) return null;
            var session = make(configuration);
            _open.Add(new(view, session));
            return session;
        }
    }

    public void Remove(Session session)
    {
        lock (_lock) _open.RemoveAll(open => open.Session == session);
    }

    /// <summary>Puts another configuration in force, and returns the sessions that were made of the one before.</summary>
    public IReadOnlyList<OpenSession> Replace(GatewayConfiguration next)
    {
        lock (_lock)
        {
            _present = next;
            return [.. _open];
        }
    }
}
