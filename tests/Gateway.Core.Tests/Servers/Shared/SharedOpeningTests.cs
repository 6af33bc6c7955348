using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>A server is opened once, and told of no client that it could ask.</summary>
public class SharedOpeningTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{"listChanged":true},"experimental":{"x":1.50},"sampling":{},"elicit\u0061tion":{},"TASKS":{}},"clientInfo":{"name":"a","version":"1"}}}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private static string Discover(string capabilities) =>
        $$$$"""{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{{{{capabilities}}}}}}}""";

    private static PlayedServer Legacy() => new PlayedServer().Speak(isModern: false).On("ping", "\"result\":{}").Share();

    private static int Count(PlayedServer server, string text) => server.Received.Count(line => line.Contains(text, StringComparison.Ordinal));

    [Test]
    public void The_first_initialize_goes_on_without_what_the_server_could_ask_and_later_ones_get_its_answer()
    {
        var server = Legacy();
        Way one = new(server.Shared!), two = new(server.Shared!);
        var answer = one.Write(Initialize).Next("\"id\":1,");
        var later = two.Write(Initialize.Replace("\"id\":1", "\"id\":\"two\"")).Next("\"id\":\"two\",");
        one.Write(Initialized);
        two.Write(Initialized);
        Assert.That(two.Unread(), Is.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(later, Is.EqualTo(answer.Replace("\"id\":1,", "\"id\":\"two\",")));
            Assert.That(server.Received.First(), Does.EndWith(""" "method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"experimental":{"x":1.50}},"clientInfo":{"name":"a","version":"1"}}}"""[1..]));
            Assert.That(Count(server, "\"initialize\""), Is.EqualTo(1));
            Assert.That(Count(server, "initialized"), Is.EqualTo(1));
        }
    }

    [Test]
    public void Those_who_come_while_it_is_being_opened_wait_for_the_same_answer()
    {
        var server = Legacy().On("initialize", _ => null);
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Initialize);
        server.AwaitReceived("initialize");
        Assert.That(two.Write(Initialize).Unread(), Is.Empty);
        server.Answer("initialize", "\"result\":{\"x\":1}");
        one.Next("\"x\":1");
        two.Next("\"x\":1");
        Assert.That(Count(server, "\"initialize\""), Is.EqualTo(1));
    }

    [Test]
    public void The_session_that_opens_it_may_leave_before_it_is_open()
    {
        var server = Legacy().On("initialize", _ => null);
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Initialize);
        server.AwaitReceived("initialize");
        two.Write(Initialize);
        one.Leave();
        server.Answer("initialize", "\"result\":{\"x\":1}");
        two.Next("\"x\":1");
    }

    [Test]
    public void An_error_is_given_to_all_who_wait_and_is_not_kept()
    {
        var server = Legacy().On("initialize", _ => null);
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Initialize);
        two.Write(Initialize);
        server.AwaitReceived("initialize");
        Assert.That(two.Unread(), Is.Empty);
        server.Answer("initialize", "\"error\":{\"code\":-32000,\"message\":\"not now\"}");
        one.Next("not now");
        two.Next("not now");
        server.On("initialize", "\"result\":{\"x\":1}");
        two.Write(Initialize).Next("\"x\":1");
    }

    [Test]
    public void Every_request_of_a_modern_session_goes_without_what_the_server_could_ask()
    {
        var server = new PlayedServer().Speak(isModern: true).Share();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Discover("""{"sampling":{},"x":{},"roots":{}}""")).Next("supportedVersions");
        two.Write(Discover("""{ "x":{} }""")).Next("supportedVersions");
        one.Write(Discover("""{"elicitation":{}}""").Replace("server/discover", "tools/list")).Next("ask");
        var capabilities = server.Received.Select(line => Way.Json(line).GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/clientCapabilities").GetRawText());
        Assert.That(capabilities, Is.EqualTo((string[])["""{"x":{}}""", """{ "x":{} }""", "{}"]));
    }

    [Test]
    public void A_process_that_was_initialized_is_not_asked_to_be_modern()
    {
        var server = Legacy().On("server/discover", "\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{}}");
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Initialize).Next("\"id\":1,");
        Assert.That(PlayedSession.CodeOf(Way.Json(two.Write(Discover("{}")).Next("\"id\":1,"))), Is.EqualTo(-32601));
        Assert.That(Count(server, "discover"), Is.Zero);
    }

    [Test]
    public void A_process_that_is_in_use_as_a_modern_one_is_not_initialized()
    {
        var server = new PlayedServer().Speak(isModern: true).On("initialize", "\"result\":{}").Share();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Discover("{}")).Next("supportedVersions");
        Assert.That(PlayedSession.CodeOf(Way.Json(two.Write(Initialize).Next("\"id\":1,"))), Is.EqualTo(-32022));
        Assert.That(Count(server, "\"initialize\""), Is.Zero);
    }
}
