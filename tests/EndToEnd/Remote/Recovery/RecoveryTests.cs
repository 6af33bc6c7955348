using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EndToEnd.Running;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace EndToEnd.Remote.Recovery;

/// <summary>Every fault of a remote server: each call is answered exactly once, the other server is not touched, and it comes back by itself.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[TestFixture(false)]
[TestFixture(true)]
public sealed class RecoveryTests(bool isOld) : IDisposable
{
    private Workspace _workspace = null!;
    private RawClient _gateway = null!; // both are set by every test
    private FaultyServer _far = null!;
    private int _lastId;

    [SetUp]
    public void Create()
    {
        _workspace = new();
        foreach (var (name, value) in (ReadOnlySpan<(string, object)>)[("callTimeout", 2), ("startTimeout", 2), ("restartDelay", 0.1), ("maxRestartDelay", 0.2), ("breakerDelay", 0.2), ("breakerMaxDelay", 0.4), ("listTimeout", 1)]) _workspace.Set(name, value);
    }

    public void Dispose()
    {
        _gateway?.Dispose();
        _far?.Dispose();
        _workspace.Dispose();
    }

    private void Open(FaultyServer? far = null, bool isUp = true)
    {
        _far = far ?? _workspace.Own(new FaultyServer(isOld));
        _workspace.AddRemote("far", _far.Url, _far.Transport);
        _workspace.AddRemote("near", _workspace.Own(new McpHttpServer()).Url);
        _gateway = _workspace.Open();
        if (isUp) Deadline.Until("the tools are there", () => _gateway.ListNames().Contains("far_echo"));
    }

    // Calls to both servers; those to the near one must come through. Returns how many of the far one did.
    private int CallMany(int count, Action? meanwhile = null)
    {
        string[] far = [.. Enumerable.Range(0, count).Select(_ => $"{++_lastId}")];
        string[] near = [.. Enumerable.Range(0, count).Select(_ => $"{++_lastId}")];
        for (var i = 0; i < count; i++)
        {
            _gateway.WriteCall(far[i], "far_echo");
            _gateway.WriteCall(near[i], "near_echo");
        }

        meanwhile?.Invoke();
        var answers = far.Concat(near).ToDictionary(id => id, _ => new List<JsonElement>());
        while (answers.Values.Any(list => list.Count == 0)) Note(_gateway.Read(), answers);
        List<string> later = [];
        _gateway.Write("""{"jsonrpc":"2.0","id":"last","method":"ping"}""");
        _gateway.ReadAnswer("\"last\"", later);
        foreach (var line in later) Note(line, answers);
        Assert.That(answers.Values.Select(list => list.Count), Has.All.EqualTo(1), "each is answered exactly once");
        Assert.That(near.Select(id => RawClient.TextOf(answers[id][0])), Has.All.EqualTo("done"), "the other server is not touched");
        return far.Count(id => answers[id][0].TryGetProperty("result", out var result) && !result.TryGetProperty("isError", out _));
    }

    private static void Note(string line, Dictionary<string, List<JsonElement>> answers)
    {
        var message = RawClient.Parse(line);
        if (!message.TryGetProperty("method", out _) && answers.TryGetValue(message.GetProperty("id").GetRawText(), out var list)) list.Add(message);
    }

    private void AssertRecovers() => Deadline.Until("calls come through again", () => CallMany(1) == 1);

    private string StateOfFar() => _gateway.Metadata().GetProperty("far").GetProperty("state").GetString()!;

    [Test]
    public void Refused_at_the_start_it_is_there_when_it_is_up()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();
        _workspace.AddRemote("far", $"http://127.0.0.1:{port}/{(isOld ? "sse" : "mcp")}", isOld ? "sse" : "http");
        _workspace.AddRemote("near", _workspace.Own(new McpHttpServer()).Url);
        _gateway = _workspace.Open();
        Deadline.Until("the other server is there", () => _gateway.ListNames().Contains("near_echo"));
        _gateway.AwaitError("refused the connection");
        _far = _workspace.Own(new FaultyServer(isOld, port));
        Deadline.Until("its tools are there", () => _gateway.ListNames().Contains("far_echo"));
        AssertRecovers();
    }

    [Test]
    public void Restarted_in_the_middle_of_calls_it_gets_a_new_session_and_the_client_is_told()
    {
        Open();
        _far.On("tools/call", static (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        var done = CallMany(5, () =>
        {
            Deadline.Until("all are under way", () => _far.Count("tools/call") == 5);
            _far.Forget("tools/call");
            _far.Restart();
        });
        Assert.That(done, Is.Zero, "what may have been done is not done twice");
        Deadline.Until("a new session is opened", () =>
        {
            CallMany(1);
            return _far.Count("initialize") >= 2;
        });
        AssertRecovers();
        Assert.That(StateOfFar(), Is.EqualTo("ready"));
    }

    [Test]
    public void A_lost_session_is_told_to_the_client_and_its_subscriptions_are_made_again()
    {
        Open();
        _far.On("resources/subscribe", (request, reply) => _far.AnswerAsync(reply, FaultyServer.Result(request, "{}")));
        _far.On("logging/setLevel", (request, reply) => _far.AnswerAsync(reply, FaultyServer.Result(request, "{}")));
        _gateway.Request("logging/setLevel", """{"level":"info"}""");
        _gateway.Request("resources/subscribe", """{"uri":"test://one"}""");
        var (subscribed, levels) = (_far.Count("resources/subscribe"), _far.Count("logging/setLevel"));
        _far.Restart();
        _gateway.WriteCall("9001", "far_echo");
        var notice = "";
        while (!notice.Contains("had lost its session", StringComparison.Ordinal)) notice = _gateway.ReadMethod("notifications/message");
        var told = RawClient.Parse(notice).GetProperty("params");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.GetProperty("logger").GetString(), Is.EqualTo("mcp-gateway"));
            Assert.That(told.GetProperty("level").GetString(), Is.EqualTo("warning"));
            Assert.That(told.GetProperty("data").GetProperty("server").GetString(), Is.EqualTo("far"));
            Assert.That(_far.Count("resources/subscribe"), Is.EqualTo(subscribed + 1));
        }

        Deadline.Until("the level is set again", () => _far.Count("logging/setLevel") == levels + 1);
    }

    [Test]
    public void Hanging_at_initialize_it_is_tried_again()
    {
        var far = _workspace.Own(new FaultyServer(isOld));
        far.On("initialize", static (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        Open(far, isUp: false);
        _gateway.AwaitError("did not answer within 2 s of its start");
        far.Forget("initialize");
        Deadline.Until("its tools are there", () => _gateway.ListNames().Contains("far_echo"));
        AssertRecovers();
    }

    [Test]
    public void Hanging_in_calls_it_is_left_alone_until_it_answers()
    {
        _workspace.Set("breakerFailures", 1);
        Open();
        foreach (var method in (string[])["tools/call", "ping"]) _far.OnPost(method, static (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        Assert.That(CallMany(3), Is.Zero);
        Deadline.Until("it is degraded", () => StateOfFar() == "degraded");
        var sent = _far.Count("tools/call");
        Assert.That(_gateway.Call("far_echo").GetRawText(), Does.Contain("has failed again and again since").And.Contain("and then tried again"));
        Assert.That(_far.Count("tools/call"), Is.EqualTo(sent), "it was not sent");
        foreach (var method in (string[])["tools/call", "ping"]) _far.Forget(method);
        Deadline.Until("it is ready without any call", () => StateOfFar() == "ready");
        Assert.That(CallMany(3), Is.EqualTo(3));
    }

    [Test]
    public void Without_tools_at_first_it_has_them_when_it_says_so()
    {
        var far = _workspace.Own(new FaultyServer(isOld));
        var hasTools = false;
        far.On("tools/list", (request, reply) => far.AnswerAsync(reply, FaultyServer.Result(request, hasTools ? """{"tools":[{"name":"late","inputSchema":{"type":"object"}}]}""" : """{"tools":[]}""")));
        Open(far, isUp: false);
        Deadline.Until("it is ready", () => StateOfFar() == "ready");
        Assert.That(_gateway.ListNames(), Has.None.StartsWith("far_"));
        hasTools = true;
        far.On("resources/read", async (request, reply) =>
        {
            await far.BeginAsync(reply);
            await reply.EventAsync("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
            await reply.EventAsync(FaultyServer.Result(request, """{"contents":[]}"""));
            if (!isOld) await reply.EndEventsAsync();
        });
        _gateway.Request("resources/read", """{"uri":"test://one"}""");
        Deadline.Until("its tool is there", () => _gateway.ListNames().Contains("far_late"));
    }

    [Test]
    public void Failing_every_second_call_it_answers_the_others()
    {
        Open();
        var calls = 0;
        _far.OnPost("tools/call", async (request, reply) =>
        {
            if (Interlocked.Increment(ref calls) % 2 == 1) await reply.EmptyAsync(503);
            else await _far.TakeAsync(request, reply);
        });
        var done = 0;
        for (var i = 0; i < 10; i++) done += CallMany(1);
        Assert.That(done, Is.EqualTo(5));
        Assert.That(StateOfFar(), Is.EqualTo("ready"));
        _far.Forget("tools/call");
        AssertRecovers();
    }

    [Test]
    public void Half_a_message_and_the_end_of_its_stream_end_that_call()
    {
        Open();
        _far.On("tools/call", async (_, reply) =>
        {
            await _far.BeginAsync(reply);
            await reply.ChunkAsync("data: {\"jsonrpc\":\"2.0\",\"id\"");
            reply.Cut();
            if (isOld) _far.Restart();
        });
        Assert.That(CallMany(1), Is.Zero);
        _far.Forget("tools/call");
        AssertRecovers();
    }

    [Test]
    public void Closing_the_stream_without_an_answer_ends_the_call()
    {
        Open();
        _far.On("tools/call", async (_, reply) =>
        {
            await _far.BeginAsync(reply);
            await reply.EndEventsAsync();
        });
        Assert.That(CallMany(1), Is.Zero);
        _far.Forget("tools/call");
        AssertRecovers();
    }

    [Test]
    public void A_flood_of_events_is_passed_on_and_holds_nobody_up()
    {
        Open();
        _far.On("tools/call", async (request, reply) =>
        {
            await _far.BeginAsync(reply);
            for (var i = 0; i < 200; i++) await reply.ChunkAsync(string.Concat(Enumerable.Repeat("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"x\"}}\n\n", 50)));
            await reply.EventAsync(McpHttpServer.Result(request));
            if (!isOld) await reply.EndEventsAsync();
        });
        Assert.That(CallMany(1), Is.EqualTo(1));
    }

    [Test]
    public void An_answer_that_drips_is_waited_for_as_long_as_a_call_may_take()
    {
        Open();
        _far.On("tools/call", async (_, reply) =>
        {
            await _far.BeginAsync(reply);
            while (true)
            {
                await reply.ChunkAsync(":");
                await Task.Delay(20, reply.End);
            }
        });
        Assert.That(CallMany(1), Is.Zero);
        _far.Forget("tools/call");
        if (isOld) _far.Restart(); // the one stream is spoilt
        AssertRecovers();
    }
}
