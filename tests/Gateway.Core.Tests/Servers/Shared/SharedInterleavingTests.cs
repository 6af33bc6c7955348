using System.Text.Json;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>Many sessions, many calls, all with the same ids and tokens, answered in any order: every message in its own session.</summary>
public class SharedInterleavingTests
{
    private const int Sessions = 40;
    private const int Calls = 50;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Every_answer_reaches_its_own_session(int seed)
    {
        var server = new PlayedServer();
        var answering = new Answering(server, seed);
        server.On("hold", answering.Take).On("ping", "\"result\":{}").Share();
        var ways = Enumerable.Range(0, Sessions).Select(_ => new Way(server.Shared!)).ToArray();
        var cancelled = new HashSet<int>[Sessions];
        Parallel.For(0, Sessions, new() { MaxDegreeOfParallelism = 8 }, session => cancelled[session] = Send(ways[session], session, new((seed * 1000) + session)));
        answering.HoldNoMore();
        Assert.That(Enumerable.Range(0, Sessions).SelectMany(session => Check(ways[session], session, cancelled[session])), Is.Empty);
    }

    private static HashSet<int> Send(Way way, int session, Random random)
    {
        var cancelled = new HashSet<int>();
        for (var call = 0; call < Calls; call++)
        {
            way.Write($$$$"""{"jsonrpc":"2.0","id":{{{{call}}}},"method":"hold","params":{"_meta":{"progressToken":"{{{{call}}}}"},"text":"{{{{session}}}}/{{{{call}}}}"}}""");
            if (random.Next(5) != 0) continue;
            cancelled.Add(call);
            way.Write($$$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{{call}}}}}}""");
        }

        return cancelled;
    }

    // Until every call that was not cancelled is answered; a cancelled one may be.
    private static IEnumerable<string> Check(Way way, int session, HashSet<int> cancelled)
    {
        var answered = new HashSet<int>();
        while (answered.Count(call => !cancelled.Contains(call)) < Calls - cancelled.Count)
        {
            var line = way.Next("");
            var message = Way.Json(line);
            var isProgress = message.TryGetProperty("method", out _);
            var number = isProgress ? int.Parse(message.GetProperty("params").GetProperty("progressToken").GetString()!) : message.GetProperty("id").GetInt32();
            if (!line.Contains($"\"{session}/{number}\"", StringComparison.Ordinal)) yield return $"session {session} got {line}";
            if (answered.Contains(number)) yield return $"session {session} got {number} after its answer";
            if (!isProgress) answered.Add(number);
        }
    }

    // Answers later, in an order of its own, some with progress before.
    private sealed class Answering(PlayedServer server, int seed)
    {
        private readonly Lock _lock = new();
        private readonly Random _random = new(seed);
        private readonly List<JsonElement> _held = [];
        private int _most = 100;

        public string? Take(JsonElement call)
        {
            lock (_lock)
            {
                _held.Add(call.Clone());
                if (_held.Count > _most) Release((_held.Count + 1) / 2);
            }

            return null;
        }

        /// <summary>All is sent: what is held is answered, and what still comes at once.</summary>
        public void HoldNoMore()
        {
            lock (_lock)
            {
                _most = 0;
                Release(_held.Count);
            }
        }

        private void Release(int count)
        {
            for (; count > 0; count--)
            {
                var index = _random.Next(_held.Count);
                var parameters = _held[index].GetProperty("params");
                var (id, text) = (_held[index].GetProperty("id").GetRawText(), parameters.GetProperty("text").GetRawText());
                if (parameters.TryGetProperty("_meta", out var meta) && _random.Next(2) == 0)
                {
                    server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{meta.GetProperty("progressToken").GetRawText()}}}},"progress":1,"message":{{{{text}}}}}}""");
                }

                server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{"text":{{{{text}}}}}}""");
                _held.RemoveAt(index);
            }
        }
    }
}
