using Gateway.Core.Configuration;

namespace Gateway.Core.Servers;

/// <summary>How long to wait before a server that has ended is started again: at once the first time, then longer each time, until it has run for long.</summary>
internal sealed class Backoff(GatewaySettings settings, TimeProvider time)
{
    // Many servers that end together (one network, one registry) must not come back together each time.
    private const double Jitter = 0.2;
    private const int Doublings = 20; // further ones would only overflow

    private long? _readyAt;

    /// <summary>How often it has ended since it last ran for long.</summary>
    public int Failures { get; private set; }

    /// <summary>It can be used.</summary>
    public void OnReady() => _readyAt = time.GetTimestamp();

    /// <summary>It has ended, or could not be started: the time until the next start.</summary>
    public TimeSpan Next()
    {
        var wasReady = _readyAt is not null;
        if (_readyAt is { } readyAt && time.GetElapsedTime(readyAt) >= GatewayDefaults.StableAfter) Failures = 0;
        _readyAt = null;
        Failures++;
        if (wasReady && Failures == 1) return TimeSpan.Zero;
        var longest = settings.MaxRestartDelay;
        var delay = settings.RestartDelay * Math.Pow(2, Math.Min(Failures - 1, Doublings));
        if (delay > longest) delay = longest;
        return delay * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }
}
