using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Routing;

/// <summary>The first listing comes from what the servers offered at their last start.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CachedToolsTests : IDisposable
{
    private const string Done = """ "result":{"content":[{"type":"text","text":"done"}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("memory-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestCase(false)]
    [TestCase(true)]
    public void The_list_waits_for_no_server_and_a_call_waits_for_its_own(bool isModern)
    {
        Learn(isModern);
        var server = Server(isModern);
        using var opened = new ManualResetEventSlim();
        var opening = isModern ? "server/discover" : "initialize";
        var answer = server.AnswerTo(opening);
        server.On(opening, message =>
        {
            opened.Wait(Guarding.Patience.Limit);
            return answer(message);
        });
        using var session = Session(server).Open(isModern);
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("server_ask"));
        var call = session.Request("tools/call", """{"name":"server_ask"}""");
        Assert.That(session.Unread(), Is.Empty);
        opened.Set();
        Assert.That(session.ReadAnswer(call).GetRawText(), Does.Contain("done"));
        Assert.That(session.Unread(), Has.None.Contains("list_changed"), "nothing has changed");
    }

    [Test]
    public void What_is_no_longer_offered_is_announced_and_a_call_of_it_is_refused()
    {
        Learn(isModern: false);
        var server = Server(false);
        using var opened = new ManualResetEventSlim();
        server.On("tools/list", _ =>
        {
            opened.Wait(Guarding.Patience.Limit);
            return """ "result":{"tools":[{"name":"other","inputSchema":{"type":"object"}}]}""";
        });
        using var session = Session(server).Open(isModern: false);
        var call = session.Request("tools/call", """{"name":"server_ask"}""");
        opened.Set();
        Assert.That(session.ReadAnswer(call).GetProperty("error").GetProperty("message").GetString(), Does.StartWith("Unknown tool: 'server_ask'"));
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("server_other").And.Not.Contain("server_ask"));
        Assert.That(server.Received.Any(line => line.Contains("tools/call", StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public void A_server_that_does_not_start_this_time_is_withdrawn()
    {
        Learn(isModern: false);
        var server = Server(false);
        server.On("initialize", """ "error":{"code":-32000,"message":"not today"}""").On("server/discover", """ "error":{"code":-32601,"message":"Method not found"}""");
        using var session = Session(server).Open(isModern: false);
        Assert.That(session.Ask("tools/call", """{"name":"server_ask"}""").GetRawText(), Does.Contain("not today"));
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Not.Contain("server_ask"));
    }

    [Test]
    public void A_list_that_no_guardrail_has_seen_is_not_shown_with_guardrails()
    {
        Learn(isModern: false);
        var server = Server(false);
        server.On("initialize", _ => null);
        using var session = new PlayedSession(new() { ListTimeout = TimeSpan.FromMilliseconds(50) }, [], new ServerMemory(_folder), "guarded", server).Open(isModern: false);
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Not.Contain("server_ask"));
    }

    // As the gateway's start before.
    private void Learn(bool isModern)
    {
        using var session = Session(Server(isModern)).Open(isModern);
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("server_ask"));
    }

    private PlayedSession Session(PlayedServer server) => new(new(), [], new ServerMemory(_folder), server);

    private static PlayedServer Server(bool isModern) => new PlayedServer().Speak(isModern).On("tools/call", Done);
}
