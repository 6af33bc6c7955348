using System.Globalization;
using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>Whatever happens to calls, in whatever order: each ends exactly once, and nothing of it is left.</summary>
/// <remarks>A failure names its seed and round; INTERLEAVING_SEED runs that seed again.</remarks>
public sealed class InterleavingTests
{
    // A session of its own for so many, so that a round depends on few others.
    private const int RoundsPerSession = 1000;
    private const int Rare = 200; // a change of the configuration starts threads

    private static readonly bool IsLong = int.Parse(Environment.GetEnvironmentVariable("SOAK_CALLS") ?? "0", CultureInfo.InvariantCulture) >= 1_000_000;
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("INTERLEAVING_SEED") ?? "20260728", CultureInfo.InvariantCulture);

    private static readonly Event[] Frequent =
    [
        Event.Call, Event.Call, Event.Call, Event.Call, Event.Answer, Event.Answer, Event.Progress, Event.Error, Event.BadAnswer, Event.LateAnswer,
        Event.Cancel, Event.Cancel, Event.Tick, Event.Tick, Event.Crash, Event.Restart, Event.Restart,
    ];

    private static readonly Event[] Ending = [Event.Call, Event.Answer, Event.BadAnswer, Event.Cancel, Event.Tick, Event.Crash, Event.Restart];

    [Test]
    public void Each_call_ends_exactly_once_in_every_order_of_events() => Run(IsLong ? 1_000_000 : 100_000, (round, random, history) =>
    {
        Event[] events = [Event.Call, .. Some(random.Next(2, 12), Frequent, random)];
        foreach (var what in events)
        {
            history.Add(what);
            round.Do(what);
        }
    });

    [Test]
    public void One_call_ends_exactly_once_in_all_orders_of_what_can_happen_to_it()
    {
        Event[] events = [Event.Call, Event.Progress, Event.Answer, Event.Cancel, Event.Tick, Event.Crash, Event.Restart];
        var orders = Orders(events).ToArray();
        Run(orders.Length * 2, (round, _, history) =>
        {
            foreach (var what in orders[history.Round % orders.Length])
            {
                history.Add(what);
                round.Do(what);
                if (what == Event.Tick) round.Do(what); // two end a call
            }
        });
    }

    [Test]
    public void Each_call_ends_exactly_once_when_events_meet_on_several_threads()
    {
        using var threads = new Meeting(2);
        Run(IsLong ? 200_000 : 20_000, (round, random, history) =>
        {
            // Often one call that the next tick ends, and two that want to be the one that ends it.
            var isDuel = random.Next(2) == 0;
            foreach (var what in isDuel ? [Event.Call, Event.Tick] : (Event[])[Event.Call, .. Some(random.Next(3), Frequent, random)])
            {
                history.Add(what);
                round.Do(what);
            }

            var meeting = Some(isDuel ? 2 : random.Next(2, 4), isDuel ? Ending : Frequent, random)
                .Select(what => (What: what, Delay: random.Next(4) * random.Next(60), Random: new Random(random.Next()))).ToArray();
            foreach (var (what, _, _) in meeting) history.Add(what);
            threads.Meet([.. meeting.Select(part => (Action)(() =>
            {
                Thread.SpinWait(part.Delay);
                round.With(part.Random).Do(part.What);
            }))]);
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_call_whose_server_ends_between_the_look_at_it_and_its_table_is_answered(bool isRepeatable)
    {
        using var session = new SteppedSession();
        session.CallAcrossCrash(isRepeatable);
        Assert.That(new Round(session, new(Seed)).Finish(), Is.Null);
    }

    private static Event[] Some(int count, Event[] events, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(Rare) == 0 ? Event.Reconfigure : events[random.Next(events.Length)])];

    private static void Run(int rounds, Action<Round, Random, History> play)
    {
        SteppedSession? session = null;
        try
        {
            for (var number = 0; number < rounds; number++)
            {
                if (number % RoundsPerSession == 0)
                {
                    session?.Dispose();
                    session = new();
                }

                var random = new Random(HashOf(Seed, number));
                var history = new History(number);
                var round = new Round(session!, random);
                play(round, random, history);
                var wrong = round.Finish();
                // Long after it has ended nothing of a server's past is held against it.
                if (random.Next(2) == 0) session!.Time.Advance(GatewayDefaults.StableAfter);
                if (wrong is not null) Assert.Fail($"INTERLEAVING_SEED={Seed}, round {number} ({history}): {wrong}");
            }
        }
        finally
        {
            session?.Dispose();
        }
    }

    private static int HashOf(int seed, int round) => unchecked((seed * 31) + (round * 7919));

    private static IEnumerable<Event[]> Orders(Event[] events)
    {
        if (events.Length < 2) return [events];
        return events.SelectMany((first, at) => Orders([.. events[..at], .. events[(at + 1)..]]).Select(rest => (Event[])[first, .. rest]));
    }
}
