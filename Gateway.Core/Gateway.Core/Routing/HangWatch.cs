using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Asks a server that did not answer a call in time whether it still lives, and ends it when it does not: then it is started again.</summary>
/// <remarks>Only processes: a remote server is not ours to end, and its connection has a breaker. Any message is a sign of life.</remarks>
internal sealed class HangWatch(SessionContext session, ServerNews news)
{
    // A busy server is not told of before this.
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly HashSet<ChildServer> _asked = [];

    /// <summary>A call of it has timed out. Never waits.</summary>
    public void OnTimeout(ChildServer server)
    {
        if (server.Configuration.Remote is not null || session.Settings.HangTimeout == Timeout.InfiniteTimeSpan) return;
        lock (_lock)
        {
            if (!_asked.Add(server)) return;
        }

        new Thread(() => Watch(server), 128 * 1024) { IsBackground = true, Name = $"ping {server.Name}" }.Start();
    }

    private void Watch(ChildServer server)
    {
        try
        {
            Ask(server);
        }
        catch (Exception exception) when (exception is ServerException or OperationCanceledException)
        {
            // It has ended, or the session ends.
        }
        finally
        {
            lock (_lock) _asked.Remove(server);
        }
    }

    private void Ask(ChildServer server)
    {
        var limit = session.Settings.HangTimeout;
        var patience = limit / 2 < LongestPatience ? limit / 2 : LongestPatience;
        var (run, heard) = (server.Run, server.Heard);
        using var ping = server.Send(server.IsModern ? Methods.ServerDiscover : Methods.Ping, "{}"u8.ToArray());
        bool IsSilent(TimeSpan time)
        {
            WaitHandle.WaitAny([ping.IsAnswered, session.Ending.Token.WaitHandle], time);
            session.Ending.Token.ThrowIfCancellationRequested();
            return server.Heard == heard && server.Run == run;
        }

        if (!IsSilent(patience)) return;
        if (server.Life.TryDegrade("a call timed out, and it does not answer a ping")) news.Trouble(server);
        if (IsSilent(limit - patience))
        {
            run?.End(FormattableString.Invariant($"it hung: it did not answer a call in time, nor a ping within {limit.TotalSeconds:0.###} s, and was ended"));
            return;
        }

        if (server.Run == run && server.Life.TryDegrade(null)) news.Well(server);
    }
}
