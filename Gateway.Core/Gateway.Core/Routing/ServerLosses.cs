using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>What follows when a run of a server has come to its end: its calls are answered, and the server is started again.</summary>
internal sealed class ServerLosses(SessionContext session, CallAnswers answers, CallRouter router, ServerRequests requests, ServerChanges changes, ServerRestarts restarts, ServerNews news)
{
    /// <summary>The output of a run has closed.</summary>
    public void OnEnd(ChildServer server, ServerRun run)
    {
        run.HasEnded = true;
        if (!server.IsCurrent(run)) return;
        if (server.IsProbed)
        {
            // It did not know the request by which it was probed; who probes starts it anew.
            foreach (var probe in server.Calls.Clear()) probe.Reply?.Fail("it ended when it was asked for server/discover");
            return;
        }

        var reason = run.EndReason ?? run.Connection.WaitForEnd();
        if (!server.IsCurrent(run)) return; // started again meanwhile
        var isOver = session.Ending.IsCancellationRequested;
        var goOn = isOver ? null : restarts.OnLost(server, run, reason);
        if (goOn is null) server.Life.TryFail(reason, run.Attempt); // while it started: whoever starts it goes on
        if (goOn is not null) news.Lost(server); // before its calls end: a modern client asks for such messages in them
        foreach (var call in server.Calls.Clear()) End(server, call, reason);
        requests.OnServerLost(server);
        if (goOn is null || server.IsRetired) return;
        if (server.Configuration.IsRestarted) changes.OnInterrupted(server);
        else changes.OnGone(server);
        news.Trouble(server);
        goOn();
    }

    private void End(ChildServer server, InFlight call, string reason)
    {
        var sentence = $"Server '{server.Name}' was lost before it answered: {reason}";
        if (call.Reply is { } reply) reply.Fail(reason);
        else if (call.Parked is { } parked) session.Parked.OnLost(parked, sentence);
        else if (!router.TryRepeat(call)) answers.Fail(call, ErrorCodes.ServerLost, sentence, "server_lost");
    }
}
