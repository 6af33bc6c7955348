using System.Text.Json;
using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Routing;

/// <summary>What the gateway itself tells the client of a server, as a log message.</summary>
public class ServerLogTests
{
    private const string Notice = "notifications/message";
    private const string Logs = """{"tools":{},"logging":{}}""";

    private static PlayedServer Legacy(string name = "server") => new PlayedServer(name).Speak(isModern: false, Logs).On("logging/setLevel", """ "result":{}""");

    [TestCase(null, true)]
    [TestCase("debug", true)]
    [TestCase("warning", true)]
    [TestCase("error", false)]
    public void A_legacy_client_is_told_as_its_level_has_it_and_of_warnings_if_it_has_set_none(string? level, bool isTold)
    {
        var server = Legacy();
        using var session = new PlayedSession(server).Open(isModern: false);
        if (level is not null) session.Ask("logging/setLevel", $$"""{"level":"{{level}}"}""");
        server.Reopen();
        Assert.That(session.Unread().Any(line => line.Contains(Notice)), Is.EqualTo(isTold));
    }

    [Test]
    public void It_names_its_logger_and_the_server_and_says_what_happened()
    {
        var server = Legacy();
        using var session = new PlayedSession(server).Open(isModern: false);
        server.Reopen();
        var parameters = session.Read(Notice).GetProperty("params");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parameters.GetProperty("level").GetString(), Is.EqualTo("warning"));
            Assert.That(parameters.GetProperty("logger").GetString(), Is.EqualTo("mcp-gateway"));
            Assert.That(parameters.GetProperty("data").GetProperty("server").GetString(), Is.EqualTo("server"));
            Assert.That(parameters.GetProperty("data").GetProperty("message").GetString(), Does.Contain("session"));
        }
    }

    [TestCase(null, false)]
    [TestCase("error", false)]
    [TestCase("info", true)]
    public void A_modern_client_is_told_only_while_a_call_to_that_server_asks_for_it(string? level, bool isTold)
    {
        var (server, other) = (Legacy(), Legacy("other"));
        using var session = new PlayedSession(server, other).Open(isModern: true);
        var meta = level is null ? "" : $",\"io.modelcontextprotocol/logLevel\":\"{level}\"";
        session.Write($$$$"""{"jsonrpc":"2.0","id":"call","method":"tools/call","params":{"name":"server_ask","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}{{{{meta}}}} } } }""");
        server.AwaitReceived("tools/call");
        other.Reopen();
        Assert.That(session.Unread(), Has.None.Contains(Notice), "it is about another server");
        server.Reopen();
        Assert.That(session.Unread().Any(line => line.Contains(Notice)), Is.EqualTo(isTold));
    }

    [Test]
    public void Trouble_is_told_once_however_often_it_is_tried_again_and_so_is_its_end()
    {
        var server = Legacy();
        using var session = new PlayedSession(server).Open(isModern: false);
        foreach (var trouble in (string?[])["it is down until 1", "it is down until 2", null, null]) server.Trouble(trouble);
        Assert.That(session.Unread().Count(line => line.Contains(Notice)), Is.EqualTo(2));
        server.Trouble("it is down again");
        Assert.That(session.Read(Notice).GetRawText(), Does.Contain("it is down again"));
    }

    [Test]
    public void What_could_not_be_set_up_again_in_a_new_session_is_named()
    {
        var server = new PlayedServer().Speak(isModern: false).On("resources/subscribe", """ "result":{}""");
        using var session = new PlayedSession(server).Open(isModern: false);
        foreach (var uri in (string[])["a://kept", "a://lost"]) session.Ask("resources/subscribe", $$"""{"uri":"{{uri}}"}""");
        server.On("resources/subscribe", message => message.GetRawText().Contains("a://lost", StringComparison.Ordinal) ? """ "error":{"code":-32002,"message":"no"}""" : """ "result":{}""");
        server.Reopen(lostCalls: 3);
        var data = session.Read(Notice).GetProperty("params").GetProperty("data");
        Assert.That(data.GetProperty("subscriptions").GetRawText(), Is.EqualTo("""["a://lost"]"""));
        Assert.That(data.GetProperty("message").GetString(), Does.Contain("3 call(s) under way").And.Contain("1 subscription(s)"));
    }

    [TestCase(""" "error":{"code":-31083,"message":"the way to it broke"}""")]
    [TestCase(""" "result":{"resultType":"complete"}""")]
    public void A_subscription_of_the_gateway_that_ends_is_made_again(string end)
    {
        string? listen = null;
        var server = new PlayedServer().Speak(isModern: true);
        server.On("subscriptions/listen", message =>
        {
            listen = message.GetProperty("id").GetRawText();
            server.Send($$$"""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":{{{listen}}}},"notifications":{} } }""");
            return null;
        });
        using var session = new PlayedSession(server).Open(isModern: false);
        server.AwaitReceived("subscriptions/listen");
        Assert.That(() => listen, Is.Not.Null.After(20_000, 5));
        server.Send($$$"""{"jsonrpc":"2.0","id":{{{listen}}},{{{end}}}}""");
        Assert.That(session.Read(Notice).GetRawText(), Does.Contain("it was made again"));
        Assert.That(server.Received.Count(line => line.Contains("subscriptions/listen")), Is.EqualTo(2));
    }

    [Test]
    public void Its_text_passes_the_guardrails_and_keeps_its_order()
    {
        var server = Legacy($"named {Slot.Word}");
        using var session = new PlayedSession(new(), [Slot.Words], server).Open(isModern: false);
        server.Reopen();
        Assert.That(session.Read(Notice).GetRawText(), Does.Contain("SECRET").And.Not.Contain(Slot.Word));
    }
}
