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
    public void Its_text_passes_the_guardrails_and_keeps_its_order()
    {
        var server = Legacy($"named {Slot.Word}");
        using var session = new PlayedSession(new(), [Slot.Words], server).Open(isModern: false);
        server.Reopen();
        Assert.That(session.Read(Notice).GetRawText(), Does.Contain("SECRET").And.Not.Contain(Slot.Word));
    }
}
