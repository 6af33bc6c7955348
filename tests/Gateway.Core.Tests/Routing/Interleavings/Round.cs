using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>One interleaving: some calls, and what happens to them in an order that the seed decides.</summary>
internal sealed class Round(SteppedSession session, Random random)
{
    /// <summary>So long that a call is over after two of them without a sign of its server.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(600);

    /// <summary>The same round on another thread.</summary>
    public Round With(Random own) => new(session, own);

    private ClientLedger Ledger => session.Ledger;

    public void Do(Event what)
    {
        switch (what)
        {
            case Event.Call: session.Call(random.Next(2) == 0); break;
            case Event.Progress: WithOpen((server, id, call) => server.Progress(id, call)); break;
            case Event.Answer: WithOpen((server, id, _) => server.Answer(id)); break;
            case Event.Error: WithOpen((server, id, _) => server.Answer(id, isError: true)); break;
            case Event.BadAnswer: WithOpen((server, id, _) => server.AnswerBadly(id)); break;
            case Event.LateAnswer: AnswerPast(); break;
            case Event.Cancel: if (Pick(Ledger.Said()) is { } call) session.Cancel(call); break;
            case Event.Tick: session.Time.Advance(Step); break;
            case Event.Crash: session.Crash(); break;
            case Event.Restart: session.Restart(); break;
            default: session.Reconfigure(); break;
        }
    }

    /// <summary>Answers all that is open, and looks whether anything is left.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Finish()
    {
        string? open = null;
        bool IsOver()
        {
            session.Restart();
            // What the client no longer waits for is not answered: it must be forgotten without.
            foreach (var server in session.Servers)
            {
                foreach (var (id, call) in server.Open)
                {
                    if (Ledger.IsOpen(call)) server.Answer(id);
                }
            }

            open = Ledger.Open() is { Length: > 0 } calls ? $"{string.Join(", ", calls)} never answered" : session.Rest();
            return open is null || !Ledger.IsClean;
        }

        if (!IsOver()) SpinWait.SpinUntil(IsOver, Patience.Limit);
        foreach (var server in session.Servers) server.Forget();
        Ledger.Clear();
        return Ledger.IsClean ? open : string.Join("; ", Ledger.Complaints);
    }

    // Also of what was long over: an id that is not used again has no effect.
    private void AnswerPast()
    {
        if (session.Servers is [.., var server] && server.Past.TryDequeue(out var past)) server.AnswerAnyway(past.Id, past.Call);
    }

    private void WithOpen(Action<SteppedServer, long, string> act)
    {
        var open = session.Servers.SelectMany(server => server.Open.Select(request => (Server: server, Id: request.Key, Call: request.Value))).ToArray();
        if (open.Length == 0) return;
        var (server, id, call) = open[random.Next(open.Length)];
        act(server, id, call);
    }

    private string? Pick(string[] calls) => calls.Length == 0 ? null : calls[random.Next(calls.Length)];
}
