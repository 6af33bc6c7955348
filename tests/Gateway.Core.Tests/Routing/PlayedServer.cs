using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Shared;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Routing;

/// <summary>A server in memory that says what the test wants, right or wrong. What the test does not play it does not answer.</summary>
internal sealed class PlayedServer(string name = "server")
{
    private readonly Dictionary<string, Func<JsonElement, string?>> _plays = [];
    private readonly ConcurrentQueue<string> _received = new();
    private volatile Connection? _connection;
    private int _launches;

    public string Name { get; } = name;

    /// <summary>Whether its last run is over.</summary>
    public bool HasEnded => _connection is { IsClosed: true };

    /// <summary>How often it was started.</summary>
    public int Launches => _launches;

    public IReadOnlyCollection<string> Received => _received;

    /// <summary>Answers a method with what follows the id: <c>"result":…</c> or <c>"error":…</c>; null is silence.</summary>
    public PlayedServer On(string method, Func<JsonElement, string?> answer)
    {
        _plays[method] = answer;
        return this;
    }

    /// <summary>What it answers now.</summary>
    public Func<JsonElement, string?> AnswerTo(string method) => _plays[method];

    public PlayedServer On(string method, string answer) => On(method, _ => answer);

    /// <summary>Opens sessions as its era does, with these capabilities.</summary>
    public PlayedServer Speak(bool isModern, string capabilities = """{"tools":{"listChanged":true},"prompts":{},"resources":{"subscribe":true}}""")
    {
        On("tools/list", """ "result":{"tools":[{"name":"ask","inputSchema":{"type":"object"}}]}""");
        On("prompts/list", """ "result":{"prompts":[]}""");
        On("resources/list", """ "result":{"resources":[]}""");
        On("resources/templates/list", """ "result":{"resourceTemplates":[]}""");
        return isModern
            ? On("server/discover", $$$$""" "result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{{{{capabilities}}}}}""")
                .On("initialize", """ "error":{"code":-32022,"message":"Unsupported protocol version"}""")
            : On("initialize", $$$$""" "result":{"protocolVersion":"2025-11-25","capabilities":{{{{capabilities}}}},"serverInfo":{"name":"played","version":"1"}}""")
                .On("server/discover", """ "error":{"code":-32601,"message":"Method not found"}""");
    }

    /// <summary>Answers the last request of a method, which it was silent about.</summary>
    public void Answer(string method, string answer)
    {
        using var request = JsonDocument.Parse(_received.Last(line => line.Contains($"\"method\":\"{method}\"", StringComparison.Ordinal)));
        Send($$$$"""{"jsonrpc":"2.0","id":{{{{request.RootElement.GetProperty("id").GetRawText()}}}},{{{{answer}}}}}""");
    }

    public void Send(string line) => _connection!.Write(line);

    /// <summary>Its output closes, as that of a process that has ended.</summary>
    public void Die() => _connection!.Close();

    /// <summary>Whether it can be started from now on.</summary>
    public volatile bool CanStart = true;

    /// <summary>It has lost its session, and another was opened.</summary>
    public void Reopen(int lostCalls = 0) => _connection!.Reopen(lostCalls);

    /// <summary>It fails again and again (a sentence), or answers again (null).</summary>
    public void Trouble(string? trouble) => _connection!.Trouble(trouble);

    /// <summary>All sessions share it from now on.</summary>
    public PlayedServer Share(GatewaySettings? settings = null, TimeProvider? time = null)
    {
        Shared = new(new() { Name = Name, IsShared = true }, settings ?? new(), Connect, time ?? TimeProvider.System);
        return this;
    }

    /// <summary>What all sessions share; null when each has a run of its own.</summary>
    public SharedServer? Shared { get; private set; }

    /// <summary>The way of a session to it.</summary>
    public IServerConnection Way() => Shared?.Connect() ?? Connect();

    public IServerConnection Connect()
    {
        Interlocked.Increment(ref _launches);
        if (!CanStart) throw new ServerException("the test does not let it start");
        return _connection = new(this);
    }

    public void AwaitLaunches(int count) =>
        Assert.That(() => Launches, Is.GreaterThanOrEqualTo(count).After((int)Patience.Limit.TotalMilliseconds, 5), $"{Name} was not started so often");

    /// <summary>The first message with this text that it was sent.</summary>
    public string AwaitReceived(string text)
    {
        string? found = null;
        Assert.That(() => found = _received.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)), Is.Not.Null.After((int)Patience.Limit.TotalMilliseconds, 5), $"'{text}' was never received");
        return found!;
    }

    public void AwaitReceived(string text, int count) => Assert.That(
        () => _received.Count(line => line.Contains(text, StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(count).After((int)Patience.Limit.TotalMilliseconds, 5), $"'{text}' was never received so often");

    private void Take(string line, Connection connection)
    {
        _received.Enqueue(line);
        using var document = JsonDocument.Parse(line);
        var message = document.RootElement;
        if (!message.TryGetProperty("method", out var method) || !_plays.TryGetValue(method.GetString()!, out var play)) return;
        var answer = play(message);
        if (answer is not null && message.TryGetProperty("id", out var id)) connection.Write($$$$"""{"jsonrpc":"2.0","id":{{{{id.GetRawText()}}}},{{{{answer}}}}}""");
    }

    private sealed class Connection(PlayedServer server) : IServerConnection
    {
        private readonly Pipe _in = new(new PipeOptions(pauseWriterThreshold: 0));
        private readonly Pipe _out = new(new PipeOptions(pauseWriterThreshold: 0));
        private readonly Lock _lock = new();

        public event Action<int>? Reopened;

        public event Action<string?>? TroubleChanged;

        public void Trouble(string? trouble) => TroubleChanged?.Invoke(trouble);

        public void Reopen(int lostCalls) => Reopened?.Invoke(lostCalls);

        public bool IsClosed { get; private set; }

        public IMessageSource OpenOutput(long maxMessage) => new LineBuffer(_out.Reader.AsStream(), maxMessage);

        public IByteWriter OpenInput()
        {
            _ = Task.Run(async () =>
            {
                using var lines = new StreamReader(_in.Reader.AsStream(), new UTF8Encoding(false));
                while (await lines.ReadLineAsync() is { } line) server.Take(line, this);
            });
            return new StreamByteWriter(_in.Writer.AsStream());
        }

        public string WaitForEnd() => "the test has ended it";

        public Task StopAsync()
        {
            Close();
            return Task.CompletedTask;
        }

        public void Write(string line)
        {
            lock (_lock)
            {
                if (IsClosed) return;
                _out.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n")).AsTask().Wait();
            }
        }

        public void Close()
        {
            lock (_lock)
            {
                IsClosed = true;
                _out.Writer.Complete();
            }
        }
    }
}
