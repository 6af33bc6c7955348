using Gateway.Core.Routing;
using Gateway.Http.Access;
using Gateway.Http.Streams;

namespace Gateway.Http.Sessions;

/// <summary>A session of HTTP clients: of one legacy client that holds its id, or of all modern requests of one principal on one route.</summary>
/// <param name="id">What the client names it by; null for a modern one, which has no name.</param>
/// <param name="owner">Whose it is, on which route.</param>
/// <param name="connection">The way to its client.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpSession(string? id, Caller owner, HttpConnection connection, TimeProvider time)
{
    private long _lastUse = time.GetTimestamp();
    private int _open;

    public string? Id => id;

    public Caller Owner => owner;

    public HttpConnection Connection => connection;

    public ClientStreams Streams => connection.Streams;

    /// <summary>The session behind it.</summary>
    public Session Session { get; set; } = null!; // set before anybody finds it

    /// <summary>It is over, or about to be.</summary>
    public bool HasEnded { get; set; }

    /// <summary>A request or a stream of it is open.</summary>
    public void Enter() => Interlocked.Increment(ref _open);

    public void Leave()
    {
        Volatile.Write(ref _lastUse, time.GetTimestamp());
        Interlocked.Decrement(ref _open);
    }

    /// <summary>Whether nobody has used it for so long.</summary>
    public bool IsIdle(TimeSpan limit) => Volatile.Read(ref _open) == 0 && time.GetElapsedTime(Volatile.Read(ref _lastUse)) > limit;
}
