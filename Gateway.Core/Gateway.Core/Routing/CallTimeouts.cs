using Gateway.Core.Eras;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Ends calls whose server is silent for too long. Progress starts the time anew.</summary>
internal sealed class CallTimeouts : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly SessionContext _session;
    private readonly CallAnswers _answers;
    private readonly ITimer _timer;
    private int _isTicking;

    public CallTimeouts(SessionContext session, CallAnswers answers)
    {
        (_session, _answers) = (session, answers);
        _timer = session.Time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told of a server that has not answered a call in time.</summary>
    public Action<ChildServer> OnTimeout { get; set; } = static _ => { };

    public void Begin(InFlight call, ChildServer server)
    {
        call.SentAt = _session.Time.GetTimestamp();
        var limit = Limit(call, server);
        call.Last = Last(call);
        if (limit == Timeout.InfiniteTimeSpan && call.Last < long.MaxValue)
        {
            Wake();
            return;
        }

        if (limit == Timeout.InfiniteTimeSpan)
        {
            if (call.Crossing == Crossing.ToLegacy) Wake(); // it may be parked, and that has a limit of its own
            return;
        }

        call.Patience = (long)(limit.TotalSeconds * _session.Time.TimestampFrequency);
        call.Touch(call.SentAt);
        Wake();
    }

    private TimeSpan Limit(InFlight call, ChildServer server)
    {
        var times = server.Configuration.Times;
        if (call.Tool is { } tool && times.Tools.TryGetValue(tool.Name, out var own)) return own;
        return times.Call ?? _session.Settings.CallTimeout;
    }

    // Progress does not move it: a server must not hold a call for ever by a drip.
    private long Last(InFlight call) => _session.Settings.MaxCallTimeout == Timeout.InfiniteTimeSpan
        ? long.MaxValue
        : call.SentAt + (long)(_session.Settings.MaxCallTimeout.TotalSeconds * _session.Time.TimestampFrequency);

    public void Dispose() => _timer.Dispose();

    private void Wake()
    {
        if (Volatile.Read(ref _isTicking) == 0 && Interlocked.Exchange(ref _isTicking, 1) == 0) _timer.Change(Period, Period);
    }

    private void Tick()
    {
        var calls = _session.Calls.All();
        if (!_session.Parked.IsEmpty) _session.Parked.Expire(_session.Time.GetTimestamp());
        else if (calls.Count == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Interlocked.Exchange(ref _isTicking, 0);
            // A call that began between the look and the exchange saw a timer that ticks.
            if (_session.Calls.Count > 0) Wake();
            return;
        }

        var now = _session.Time.GetTimestamp();
        foreach (var call in calls)
        {
            if ((Volatile.Read(ref call.Deadline) > now && call.Last > now) || call.Server is not { } server) continue;
            var seconds = (call.Last > now ? call.Patience : call.Last - call.SentAt) / (double)_session.Time.TimestampFrequency;
            OnTimeout(server);
            _answers.Fail(call, ErrorCodes.CallTimeout, FormattableString.Invariant($"Server '{server.Name}' did not answer within {seconds:0.###} s."), "timeout");
            // Only now, and where it is now: one that is just being sent once more is either in a table already, or seen there to be over.
            if (call.Server is { } present && present.Calls.TryRemove(call, out var id)) Cancellation.Tell(present, id, Cancellation.TimedOut);
        }
    }
}
