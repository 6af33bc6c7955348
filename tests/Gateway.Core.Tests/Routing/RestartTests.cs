using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Routing;

/// <summary>Servers that end are started again, and their calls are answered once.</summary>
public sealed class RestartTests
{
    private const string Tools = """ "result":{"tools":[{"name":"ask","inputSchema":{"type":"object"}},{"name":"look","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}},{"name":"set","inputSchema":{"type":"object"},"annotations":{"idempotentHint":true}}]}""";
    private const string Done = """ "result":{"content":[{"type":"text","text":"done"}]}""";

    private static readonly GatewaySettings Quick = new() { RestartDelay = TimeSpan.FromMilliseconds(20), MaxRestartDelay = TimeSpan.FromMilliseconds(100) };
    private static readonly GatewaySettings Slow = new() { RestartDelay = TimeSpan.FromHours(1), MaxRestartDelay = TimeSpan.FromHours(1) };

    [TestCase(false)]
    [TestCase(true)]
    public void A_call_whose_server_is_lost_fails_at_once_and_the_next_one_is_answered_by_the_new_process(bool isModern)
    {
        var server = Server(isModern, dies: 1);
        using var session = new PlayedSession(Slow, [], server).Open(isModern);
        var lost = session.Ask("tools/call", """{"name":"server_ask"}""").GetProperty("error");
        var next = session.Ask("tools/call", """{"name":"server_ask"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lost.GetProperty("code").GetInt32(), Is.EqualTo(-31083));
            Assert.That(lost.GetProperty("message").GetString(), Is.EqualTo("Server 'server' was lost before it answered: the test has ended it"));
            Assert.That(next.GetRawText(), Does.Contain("done"));
            Assert.That(server.Launches, Is.EqualTo(2));
        }
    }

    [TestCase("look")]
    [TestCase("set")]
    public void A_call_that_may_be_done_twice_is_sent_once_more(string tool)
    {
        var server = Server(false, dies: 1);
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        Assert.That(session.Ask("tools/call", $$$"""{"name":"server_{{{tool}}}"}""").GetRawText(), Does.Contain("done"));
        Assert.That(server.Received.Count(line => line.Contains("tools/call", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public void A_call_that_loses_its_server_twice_is_not_sent_a_third_time()
    {
        var server = Server(false, dies: 2);
        using var session = new PlayedSession(Quick, [], server).Open(isModern: false);
        Assert.That(session.Ask("tools/call", """{"name":"server_look"}""").TryGetProperty("error", out _), Is.True);
        Assert.That(server.Received.Count(line => line.Contains("tools/call", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public void A_call_that_is_cancelled_while_it_waits_for_its_server_is_not_sent_once_more()
    {
        var server = Server(false, dies: 1);
        server.On("initialize", _ => server.Launches == 1 ? Initialized : null);
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        var id = session.Request("tools/call", """{"name":"server_look"}""");
        server.AwaitLaunches(2);
        session.Write($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}}}}""");
        session.Ask("ping");
        server.AwaitReceived("initialize\"", 2);
        server.Answer("initialize", Initialized);
        Assert.That(session.Ask("tools/call", """{"name":"server_ask"}""").GetRawText(), Does.Contain("done"));
        Assert.That(server.Received.Count(line => line.Contains("\"look\"", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public void Tools_stay_listed_while_their_server_is_started_again()
    {
        var server = Server(false, dies: 1);
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        session.Ask("tools/call", """{"name":"server_ask"}""");
        var listed = session.Ask("tools/list").GetRawText();
        session.Ask("tools/call", """{"name":"server_ask"}""");
        Assert.That(listed, Does.Contain("server_ask"));
        Assert.That(session.Unread(), Has.None.Contains("list_changed"), "nothing has changed");
    }

    [Test]
    public void What_changed_with_the_restart_is_announced()
    {
        var server = Server(false, dies: 1);
        server.On("tools/list", _ => server.Launches == 1 ? Tools : """ "result":{"tools":[{"name":"other","inputSchema":{"type":"object"}}]}""");
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        session.Ask("tools/call", """{"name":"server_ask"}""");
        session.Read("notifications/tools/list_changed");
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("server_other").And.Not.Contain("server_ask"));
    }

    [Test]
    public void A_server_that_keeps_ending_is_failed_until_its_next_start_and_says_when_that_is()
    {
        var server = Server(false, dies: int.MaxValue);
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        session.Ask("tools/call", """{"name":"server_ask"}""");
        session.Ask("tools/call", """{"name":"server_ask"}""");
        var refused = session.Ask("tools/call", """{"name":"server_ask"}""").GetProperty("error").GetProperty("message").GetString();
        Assert.That(refused, Does.Match(@"^Server 'server' is not available \(failed\): the test has ended it; it is started again in \d+ s$"));
    }

    [Test]
    public void A_server_that_keeps_ending_comes_back_by_itself()
    {
        var server = Server(false, dies: 5);
        using var session = new PlayedSession(Quick, [], server).Open(isModern: false);
        Assert.That(() => session.Ask("tools/call", """{"name":"server_ask"}""").GetRawText(), Does.Contain("done").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
        Assert.That(() => session.Log.Lines, Has.Some.Contains("it keeps ending, 3 times in a row").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
    }

    [Test]
    public void A_server_that_could_not_be_started_is_tried_again_and_its_tools_are_announced()
    {
        var server = Server(false, dies: 0);
        server.CanStart = false;
        using var session = new PlayedSession(Quick, [], server).Open(isModern: false);
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Not.Contain("server_ask"));
        server.AwaitLaunches(3);
        server.CanStart = true;
        session.Read("notifications/tools/list_changed");
        Assert.That(session.Ask("tools/call", """{"name":"server_ask"}""").GetRawText(), Does.Contain("done"));
        Assert.That(session.Log.Lines.Count(line => line.Contains("the test does not let it start", StringComparison.Ordinal)), Is.EqualTo(1), "the same trouble is told once");
    }

    [Test]
    public void A_call_waits_for_its_server_that_is_started_again_and_fails_when_it_is_not()
    {
        var server = Server(false, dies: 1);
        server.On("initialize", _ => server.Launches == 1 ? Initialized : null);
        using var session = new PlayedSession(Slow with { StartTimeout = TimeSpan.FromSeconds(1) }, [], server).Open(isModern: false);
        session.Ask("tools/call", """{"name":"server_ask"}""");
        server.AwaitLaunches(2);
        Assert.That(session.Ask("tools/call", """{"name":"server_ask"}""").GetRawText(), Does.Contain("did not answer within 1 s of its start"));
        Assert.That(() => session.Ask("tools/list").GetRawText(), Does.Not.Contain("server_ask").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_server_that_hangs_is_ended_and_started_again(bool isModern)
    {
        var server = new PlayedServer().Speak(isModern);
        var (opening, answer) = (isModern ? "server/discover" : "initialize", server.AnswerTo(isModern ? "server/discover" : "initialize"));
        server.On("tools/call", _ => server.Launches == 1 ? null : Done);
        using var session = new PlayedSession(Slow with { CallTimeout = TimeSpan.FromMilliseconds(50), HangTimeout = TimeSpan.FromMilliseconds(100) }, [], server).Open(isModern);
        server.On(opening, message => server.Launches == 1 ? null : answer(message)); // also the ping of a modern server
        Assert.That(session.Ask("tools/call", """{"name":"server_ask"}""").GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-31082));
        server.AwaitLaunches(2);
        Assert.That(() => session.Ask("tools/call", """{"name":"server_ask"}""").GetRawText(), Does.Contain("done").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
        Assert.That(session.Log.Lines, Has.Some.Contains("in trouble: a call timed out").And.Some.Contains("it hung: it did not answer a call in time, nor a ping within 0.1 s, and was ended"));
    }

    [Test]
    public void A_server_that_answers_a_ping_is_only_slow()
    {
        var server = new PlayedServer().Speak(isModern: false).On("tools/call", _ => null).On("ping", """ "result":{}""");
        using var session = new PlayedSession(Slow with { CallTimeout = TimeSpan.FromMilliseconds(50), HangTimeout = TimeSpan.FromMilliseconds(100) }, [], server).Open(isModern: false);
        session.Ask("tools/call", """{"name":"server_ask"}""");
        server.AwaitReceived("\"ping\"");
        session.Ask("tools/call", """{"name":"server_ask"}""");
        server.AwaitReceived("\"ping\"", 2);
        Assert.That(server.Launches, Is.EqualTo(1));
        Assert.That(session.Log.Lines, Has.None.Contains("in trouble"));
    }

    [TestCase("prompts/get", """{"name":"server_p"}""")]
    [TestCase("resources/read", """{"uri":"memo://r"}""")]
    [TestCase("vendor/any", "{}")]
    public void Whatever_is_asked_of_a_server_waits_while_it_is_started_again(string method, string parameters)
    {
        const string Everything = """ "result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"prompts":{},"resources":{}},"serverInfo":{"name":"played","version":"1"}}""";
        var server = Server(false, dies: 1).On(method, """ "result":{"said":"done"}""");
        server.On("prompts/list", """ "result":{"prompts":[{"name":"p"}]}""").On("initialize", _ => server.Launches == 1 ? Everything : null);
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        session.Ask("prompts/list");
        session.Ask("tools/call", """{"name":"server_ask"}""");
        server.AwaitReceived("initialize\"", 2);
        var waiting = session.Request(method, parameters);
        Assert.That(session.Unread(), Is.Empty);
        server.Answer("initialize", Everything);
        Assert.That(session.ReadAnswer(waiting).GetRawText(), Does.Contain("done"));
    }

    [Test]
    public void Resources_are_subscribed_to_again()
    {
        var server = Server(false, dies: 1);
        server.On("resources/subscribe", """ "result":{}""");
        using var session = new PlayedSession(Slow, [], server).Open(isModern: false);
        session.Ask("resources/subscribe", """{"uri":"memo://x"}""");
        session.Ask("tools/call", """{"name":"server_ask"}""");
        session.Ask("tools/call", """{"name":"server_ask"}""");
        Assert.That(() => server.Received.Count(line => line.Contains("resources/subscribe", StringComparison.Ordinal)), Is.EqualTo(2).After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
    }

    private const string Initialized = """ "result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true}},"serverInfo":{"name":"played","version":"1"}}""";

    // Its first calls of any tool end it.
    private static PlayedServer Server(bool isModern, int dies)
    {
        var server = new PlayedServer().Speak(isModern).On("tools/list", Tools);
        var calls = 0;
        return server.On("tools/call", _ =>
        {
            if (Interlocked.Increment(ref calls) > dies) return Done;
            server.Die();
            return null;
        });
    }
}
