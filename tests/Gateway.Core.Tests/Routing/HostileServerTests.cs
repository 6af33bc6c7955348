using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Routing;

/// <summary>Servers that answer what no server should: the client always gets an answer, and never one of another request.</summary>
public class HostileServerTests
{
    private const string Form = """{"method":"elicitation/create","params":{"mode":"form","message":"Who?","requestedSchema":{"type":"object","properties":{}}}}""";

    private static readonly string AsksForInput = $$$$""" "result":{"resultType":"input_required","inputRequests":{"k":{{{{Form}}}}}}""";

    private static PlayedServer Modern() => new PlayedServer().Speak(isModern: true);

    private static PlayedServer Legacy() => new PlayedServer().Speak(isModern: false);

    [TestCase("completion/complete", """{"ref":{"type":"ref/resource","uri":"a://b"},"argument":{"name":"a","value":"b"}}""")]
    [TestCase("vendor/thing", "{}")]
    public void An_answer_that_may_not_ask_for_input_fails_its_call(string method, string parameters)
    {
        var server = Modern().On(method, """ "result":{"resultType":"input_required","requestState":"s"}""");
        using var session = new PlayedSession(server).Open(isModern: false);
        Assert.That(PlayedSession.CodeOf(session.Ask(method, parameters)), Is.EqualTo(ErrorCodes.BadAnswer));
    }

    [Test]
    public void A_server_that_dies_while_its_question_is_open_fails_the_call_and_takes_the_question_back()
    {
        var server = Modern().On("tools/call", AsksForInput);
        using var session = new PlayedSession(server).Open(isModern: false);
        var id = session.Request("tools/call", """{"name":"server_ask"}""");
        var question = session.Read("elicitation/create").GetProperty("id").GetRawText();
        server.Die();
        Assert.That(session.Read("notifications/cancelled").GetProperty("params").GetProperty("requestId").GetRawText(), Is.EqualTo(question));
        Assert.That(PlayedSession.CodeOf(session.ReadAnswer(id)), Is.EqualTo(ErrorCodes.ServerLost));
    }

    [TestCase("""[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]""", "x")]
    [TestCase("5", "Result")]
    [TestCase("5", "params")]
    public void An_answer_to_a_question_that_cannot_be_read_fails_the_call_and_reaches_no_server(string value, string extra)
    {
        var server = Modern().On("tools/call", AsksForInput);
        using var session = new PlayedSession(new() { MaxDepth = 20 }, [], server).Open(isModern: false);
        var id = session.Request("tools/call", """{"name":"server_ask"}""");
        var question = session.Read("elicitation/create").GetProperty("id").GetRawText();
        session.Write($$$$"""{"jsonrpc":"2.0","id":{{{{question}}}},"result":{"a":{{{{value}}}}},"{{{{extra}}}}":{} }""");
        Assert.That(PlayedSession.CodeOf(session.ReadAnswer(id)), Is.Not.Zero);
        Assert.That(server.Received.Where(line => line.Contains("\"error\"", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Questions_of_a_call_that_asks_for_more_than_the_client_may_be_asked_are_taken_back()
    {
        var requests = string.Join(",", Enumerable.Range(0, 9).Select(n => $"\"k{n}\":{Form}"));
        var server = Modern().On("tools/call", $$$$""" "result":{"resultType":"input_required","inputRequests":{{{{{requests}}}}}}""");
        using var session = new PlayedSession(new() { MaxInFlight = 3 }, [], server).Open(isModern: false);
        Assert.That(PlayedSession.CodeOf(session.Ask("tools/call", """{"name":"server_ask"}""")), Is.EqualTo(ErrorCodes.Busy));
        // The room for questions is free again.
        var id = session.Request("tools/call", """{"name":"server_ask"}""");
        session.Read("elicitation/create");
        session.ReadAnswer(id);
    }

    [Test]
    public void A_legacy_server_cannot_send_a_modern_client_away_for_input()
    {
        var server = Legacy().On("tools/call", AsksForInput);
        using var session = new PlayedSession(server).Open(isModern: true);
        Assert.That(PlayedSession.CodeOf(session.Ask("tools/call", """{"name":"server_ask"}""")), Is.EqualTo(ErrorCodes.BadAnswer));
    }

    [TestCase("""{"mode":"form","message":"Your password?","requestedSchema":{"type":"object","properties":{}}}""")]
    [TestCase("5")]
    public void What_an_error_sends_the_user_to_is_a_page_and_nothing_else(string elicitation)
    {
        var server = Legacy().On("tools/call", $$$$""" "error":{"code":-32042,"message":"visit","data":{"elicitations":[{{{{elicitation}}}}]}}""");
        using var session = new PlayedSession(server).Open(isModern: true);
        Assert.That(PlayedSession.CodeOf(session.Ask("tools/call", """{"name":"server_ask"}""")), Is.EqualTo(-32042));
    }
}
