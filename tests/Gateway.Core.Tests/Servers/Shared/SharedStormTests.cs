using Gateway.Core.Servers;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>Sessions come, call, subscribe and leave while the server ends again and again, all at once: nobody is stuck.</summary>
public class SharedStormTests
{
    private const int Threads = 8;
    private const int Rounds = 60;

    [TestCase(1)]
    [TestCase(2)]
    public void Nothing_that_happens_at_once_holds_anybody_up(int seed)
    {
        var server = new PlayedServer().Speak(isModern: false).On("ping", "\"result\":{}").On("resources/subscribe", "\"result\":{}").On("logging/setLevel", "\"result\":{}")
            .On("resources/unsubscribe", "\"result\":{}").Share(new() { RestartDelay = TimeSpan.Zero, QueueBytes = 20_000 });
        var sessions = Enumerable.Range(0, Threads).Select(index => Task.Factory.StartNew(() => Run(server, new((seed * 100) + index)), TaskCreationOptions.LongRunning)).ToArray();
        var all = Task.WhenAll(sessions).WaitAsync(Patience.Limit * 3);
        var random = new Random(seed);
        while (!all.IsCompleted)
        {
            Thread.Sleep(random.Next(5)); // what happens in between is what is tested
            if (server.Launches == 0) continue;
            if (random.Next(4) == 0) server.Die();
            else server.Send("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        }

        Assert.That(all.IsCompletedSuccessfully);
        server.Shared!.StopAsync().Wait();
        Assert.Throws<ServerException>(() => server.Shared!.Connect());
        Assert.That(() => server.HasEnded, Is.True.After((int)Patience.Limit.TotalMilliseconds, 5));
    }

    private static void Run(PlayedServer server, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var way = new Way(server.Shared!, reads: random.Next(4) != 0);
            try
            {
                way.Write("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}""").Write("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
                for (var id = 1; id < 10; id++) way.Write(Request(random, id));
            }
            catch (IOException)
            {
                // The server has ended meanwhile.
            }

            way.Leave();
        }
    }

    private static string Request(Random random, int id) => random.Next(5) switch
    {
        0 => $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"ping"}""",
        1 => $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"resources/subscribe","params":{"uri":"f:/{{{{random.Next(3)}}}}"}}""",
        2 => $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"resources/unsubscribe","params":{"uri":"f:/{{{{random.Next(3)}}}}"}}""",
        3 => $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"logging/setLevel","params":{"level":"{{{{(random.Next(2) == 0 ? "debug" : "error")}}}}"}}""",
        _ => $$$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{{id - 1}}}}}}""",
    };
}
