using System.Security.Cryptography;
using Gateway.Core.Configuration;
using Gateway.Host.Startup;
using Gateway.Http.Access;
using Gateway.Http.Streams;
using Microsoft.Extensions.Logging;

namespace Gateway.Http.Sessions;

/// <summary>The sessions of HTTP clients. An id that is not the caller's own, on the route that it was given out on, is as good as none.</summary>
internal sealed class HttpSessions : IAsyncDisposable
{
    private static readonly TimeSpan DrainPace = TimeSpan.FromMilliseconds(100);

    private readonly GatewayProcess _gateway;
    private readonly AccessTokens _tokens;
    private readonly GatewaySettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SessionUpkeep _upkeep;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HttpSession> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<Caller, HttpSession> _stateless = [];
    private readonly HashSet<Task> _closing = [];
    private int _opening;
    private bool _wasFull;

    public HttpSessions(GatewayProcess gateway, AccessTokens tokens, TimeProvider time, ILogger log)
    {
        (_gateway, _tokens, _settings, _time, _log) = (gateway, tokens, gateway.Configuration.Settings, time, log);
        _upkeep = new(this, _settings, time);
    }

    /// <summary>How many requests wait for their answer.</summary>
    public int OpenRequests => All().Sum(session => session.Streams.OpenCount);

    /// <summary>The legacy session of that id, if it is the caller's. Whoever gets a session leaves it again.</summary>
    public HttpSession? Find(string id, Caller caller)
    {
        lock (_lock) return _named.TryGetValue(id, out var session) && session.Owner == caller ? Entered(session) : null;
    }

    /// <summary>Opens a legacy session; null when there are too many, or its server is not configured any more.</summary>
    public HttpSession? Open(Caller caller)
    {
        lock (_lock)
        {
            if (IsFull()) return null;
            _opening++;
        }

        HttpSession? session = null;
        try
        {
            // 128 bits of the system's own randomness.
            session = Make(RandomNumberGenerator.GetHexString(32, lowercase: true), caller);
            return session;
        }
        finally
        {
            lock (_lock)
            {
                _opening--;
                if (session is not null) _named.Add(session.Id!, Entered(session)); // it was made with one
            }

            // Also when its token was taken away meanwhile: those that were open were closed before.
            if (session is not null && (session.HasEnded || !_tokens.LetsIn(caller.Token))) Close(session);
        }
    }

    /// <summary>The session of all modern requests of a caller; null as above.</summary>
    public HttpSession? OfModern(Caller caller)
    {
        lock (_lock)
        {
            if (_stateless.TryGetValue(caller, out var session) && !session.HasEnded) return Entered(session);
            if (session is not null) Close(session);
            if (IsFull() || Make(null, caller) is not { } made) return null;
            _stateless.Add(caller, Entered(made));
            if (made.HasEnded || !_tokens.LetsIn(caller.Token)) Close(made);
            return made;
        }
    }

    /// <summary>Ends a session, and every process of it. Returns at once.</summary>
    public void Close(HttpSession session)
    {
        lock (_lock)
        {
            // Of a modern caller there may be another already.
            var isOpen = session.Id is { } id ? _named.Remove(id) : _stateless.GetValueOrDefault(session.Owner) == session && _stateless.Remove(session.Owner);
            if (!isOpen) return;
            Task? closing = null;
            closing = Task.Run(async () =>
            {
                await _gateway.CloseAsync(session.Session).ConfigureAwait(false);
                session.Connection.Input.Complete();
                lock (_lock) _closing.Remove(closing!); // the lock is held until it is assigned
            });
            _closing.Add(closing);
        }
    }

    /// <summary>Waits until every request that was accepted is answered; false when the time is over before.</summary>
    /// <param name="accepted">Completes when those whose clients are there have their responses.</param>
    /// <param name="limit">How long.</param>
    /// <param name="atOnce">Ends waiting.</param>
    public async Task<bool> DrainAsync(Task accepted, TimeSpan limit, CancellationToken atOnce)
    {
        using var over = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, atOnce);
        var answered = AllAnswered(accepted);
        while (!answered.IsCompleted && !either.IsCancellationRequested)
        {
            // Again and again: one that was accepted last may still be about to begin.
            foreach (var session in All()) session.Session.EndSubscriptions();
            await Task.WhenAny(answered, Task.Delay(DrainPace, _time, either.Token)).ConfigureAwait(false);
        }

        return answered.IsCompleted;
    }

    /// <summary>Ends the sessions of those who are not let in any more.</summary>
    public int CloseThoseLeftOut()
    {
        var ended = All().Where(session => !_tokens.LetsIn(session.Owner.Token)).ToArray();
        foreach (var session in ended) Close(session);
        return ended.Length;
    }

    /// <summary>Ends those that nobody has used for so long.</summary>
    public void CloseIdle(TimeSpan limit)
    {
        // Under the lock, so that nobody finds one that is just being closed.
        lock (_lock)
        {
            foreach (var session in All().Where(session => session.IsIdle(limit))) Close(session);
        }
    }

    /// <summary>Has streams show that they live whose clients have waited since before then.</summary>
    public void KeepAlive(long before)
    {
        foreach (var session in All()) session.Streams.EndWaits(before);
    }

    public async ValueTask DisposeAsync()
    {
        _upkeep.Dispose();
        foreach (var session in All()) Close(session);
        Task[] closing;
        lock (_lock) closing = [.. _closing];
        await Task.WhenAll(closing).ConfigureAwait(false);
    }

    // Of a legacy client that is gone the calls go on: it may be reading the rest on another stream.
    private async Task AllAnswered(Task accepted)
    {
        await accepted.ConfigureAwait(false);
        await Task.WhenAll(All().Select(session => session.Streams.WhenDrained)).ConfigureAwait(false);
    }

    private HttpSession? Make(string? id, Caller caller)
    {
        HttpSession? made = null;
        var connection = new HttpConnection(id is null, _settings.ResumeBytes, _settings.QueueBytes, stream => OnOverBound(made!, stream), _time); // made by then: nothing is sent before it is there
        made = new(id, caller, connection, _time);
        var session = _gateway.Open(caller.Server is { } server ? new(server) : SessionView.Whole, connection, reason => OnEnd(made, reason));
        if (session is null) return null;
        made.Session = session;
        return made;
    }

    // A modern client may be one of several that share a token: only its own stream is closed.
    private void OnOverBound(HttpSession session, ResponseStream stream)
    {
        if (session.Id is not null)
        {
            stream.Abort();
            session.Session.End("its client does not read what it asked for; a stream is over the bound");
            return;
        }

        HttpLog.StreamCloses(_log, session.Owner.Token.Principal);
        stream.Abort();
    }

    private void OnEnd(HttpSession session, string? reason)
    {
        session.HasEnded = true;
        if (reason is not null) HttpLog.SessionEnds(_log, session.Owner.Token.Principal, reason);
        // Not here: it may be called by a reader of the session itself.
        ThreadPool.UnsafeQueueUserWorkItem(static pair => pair.Sessions.Close(pair.Session), (Sessions: this, Session: session), preferLocal: false);
    }

    private static HttpSession Entered(HttpSession session)
    {
        session.Enter();
        return session;
    }

    private HttpSession[] All()
    {
        lock (_lock) return [.. _named.Values, .. _stateless.Values];
    }

    private bool IsFull()
    {
        var count = _named.Count + _stateless.Count + _opening;
        var isFull = count >= _settings.MaxSessions;
        if (isFull && !_wasFull) HttpLog.TooManySessions(_log, count);
        return _wasFull = isFull;
    }
}
