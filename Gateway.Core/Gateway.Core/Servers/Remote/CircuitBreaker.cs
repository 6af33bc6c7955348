using System.Globalization;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Leaves a server alone that does not answer, and finds out by itself when it does again.</summary>
/// <remarks>
/// A try of its own and not the next call: nobody's call is put at risk, and what is said of the server is true also when nobody
/// calls. Only outages count (<see cref="RemoteFault.IsOutage"/>): an error that the server chose to answer with shows that it runs.
/// </remarks>
/// <param name="settings">How many failures, and how long it waits.</param>
/// <param name="times">The clock.</param>
/// <param name="tryAsync">Asks the server something that changes nothing; throws the fault.</param>
internal sealed class CircuitBreaker(GatewaySettings settings, RemoteTimes times, Func<CancellationToken, Task> tryAsync) : IDisposable
{
    // Failures that far apart have nothing to do with each other.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private int _failures;
    private long _lastFailure;
    private DateTimeOffset _since;
    private int _openings;
    private DateTimeOffset _nextTry;
    private bool _isTrying;
    private volatile RemoteFault? _refusal;
    private ITimer? _timer;

    /// <summary>Raised with a sentence when the server is left alone, and with null when it is asked again. Handlers must not wait.</summary>
    public event Action<string?>? Changed;

    /// <summary>What requests get instead of being sent; null while they are sent.</summary>
    public RemoteFault? Refusal => _refusal;

    /// <summary>The server has answered.</summary>
    public void Succeed()
    {
        if (Volatile.Read(ref _failures) == 0) return;
        lock (_lock)
        {
            (_failures, _openings) = (0, 0);
            if (_refusal is null) return;
            _refusal = null;
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Changed?.Invoke(null);
        }
    }

    /// <summary>The server has not.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="sent">When it was asked: many calls that one crash ends are one failure.</param>
    public void Fail(RemoteFault fault, long sent)
    {
        lock (_lock)
        {
            if (!fault.IsOutage || _refusal is not null || settings.BreakerFailures == 0) return;
            if (_failures > 0 && sent < _lastFailure) return;
            var now = times.Clock.GetTimestamp();
            if (_failures > 0 && times.Clock.GetElapsedTime(_lastFailure, now) > LongestGap) _failures = 0;
            _lastFailure = now;
            if (_failures++ == 0) _since = times.Clock.GetUtcNow();
            if (_failures >= settings.BreakerFailures) Open(fault);
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    // Jitter, so that the gateways of a whole company do not come back in the same moment.
    private void Open(RemoteFault fault)
    {
        if (_ending.IsCancellationRequested) return;
        var longest = Math.Min(settings.BreakerMaxDelay.TotalSeconds, settings.BreakerDelay.TotalSeconds * Math.Pow(2, Math.Min(_openings++, 16)));
        var delay = TimeSpan.FromSeconds(longest * (0.75 + (0.25 * times.Jitter())));
        _nextTry = times.Clock.GetUtcNow() + delay;
        Say(fault);
        _timer ??= times.Clock.CreateTimer(_ => _ = TryAgainAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    private void Say(RemoteFault fault)
    {
        var predicate = string.Create(CultureInfo.InvariantCulture, $"has failed again and again since {_since:HH:mm:ss} UTC, so it is left alone until {_nextTry:HH:mm:ss} UTC and then tried again; the last time it {fault.Predicate}");
        _refusal = new(predicate, ErrorCodes.ServerUnavailable) { IsOutage = true };
        Changed?.Invoke($"it {predicate}");
    }

    private async Task TryAgainAsync()
    {
        lock (_lock)
        {
            if (_isTrying || _refusal is null) return;
            _isTrying = true;
        }

        RemoteFault? fault = null;
        try
        {
            using var limit = new CancellationTokenSource(times.Probe, times.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _ending.Token);
            await tryAsync(either.Token).ConfigureAwait(false);
        }
        catch (RemoteFault failed)
        {
            fault = failed;
        }
        catch (OperationCanceledException)
        {
            fault = HttpFaults.Silent(times.Probe);
        }

        lock (_lock) _isTrying = false;
        if (fault is not { IsOutage: true })
        {
            Succeed();
            return;
        }

        lock (_lock)
        {
            if (_refusal is not null) Open(fault);
        }
    }
}
