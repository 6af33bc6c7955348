using Gateway.Core.Configuration;

namespace Gateway.Http.Sessions;

/// <summary>What sessions need from time to time. One timer for all: one a request would cost more than the rest of it.</summary>
internal sealed class SessionUpkeep : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    private readonly ITimer _idle;
    private readonly ITimer _keepAlive;

    public SessionUpkeep(HttpSessions sessions, GatewaySettings settings, TimeProvider time)
    {
        var pace = settings.SessionTimeout < Pace ? settings.SessionTimeout : Pace;
        _idle = time.CreateTimer(_ => sessions.CloseIdle(settings.SessionTimeout), null, pace, pace);
        var silence = (long)(settings.KeepAlive.TotalSeconds * time.TimestampFrequency);
        _keepAlive = time.CreateTimer(_ => sessions.KeepAlive(time.GetTimestamp() - silence), null, settings.KeepAlive / 3, settings.KeepAlive / 3);
    }

    public void Dispose()
    {
        _idle.Dispose();
        _keepAlive.Dispose();
    }
}
