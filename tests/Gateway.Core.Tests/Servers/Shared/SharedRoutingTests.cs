using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>Every message to whom it belongs: over one hub, without sessions, to the byte.</summary>
public class SharedRoutingTests
{
    private static string Call(string id, string token, string text) =>
        $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"tools/call","params":{"name":"ask","arguments":{"text":"{{{{text}}}}","n":1.50},"_meta":{"progressToken":{{{{token}}}}}}, "x":"\u00e9"}""";

    private static PlayedServer Server() => new PlayedServer().Speak(isModern: false).On("ping", "\"result\":{}").Share();

    [Test]
    public void Equal_ids_and_tokens_of_two_sessions_stay_apart()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Call("1", "\"t\"", "of one"));
        two.Write(Call("1", "\"t\"", "of two"));
        string first = server.AwaitReceived("of one"), second = server.AwaitReceived("of two");
        Assert.That((Way.IdOf(first), Way.TokenOf(first)), Is.Not.EqualTo((Way.IdOf(second), Way.TokenOf(second))));
        // In the other order than they came.
        server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{Way.TokenOf(second)}}}},"progress":1,"message":"for two"}}""");
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{Way.IdOf(second)}}}}, "result":{"for":"two"}}""");
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{Way.IdOf(first)}}}}, "result":{"for":"one"}}""");
        Assert.Multiple(() =>
        {
            Assert.That(two.Next("for two"), Is.EqualTo("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":1,"message":"for two"}}"""));
            Assert.That(two.Next("two"), Is.EqualTo("""{"jsonrpc":"2.0","id":1, "result":{"for":"two"}}"""));
            Assert.That(one.Next("one"), Is.EqualTo("""{"jsonrpc":"2.0","id":1, "result":{"for":"one"}}"""));
            Assert.That(one.Unread(), Is.Empty);
            Assert.That(two.Unread(), Is.Empty);
        });
    }

    [TestCase("\"t\"")]
    [TestCase("\"7\"")]
    [TestCase("7")]
    public void A_token_comes_back_with_its_type_and_all_else_to_the_byte(string token)
    {
        var server = Server();
        var way = new Way(server.Shared!);
        way.Write(Call("\"a\\u0062\"", token, "text"));
        var received = server.AwaitReceived("text");
        Assert.That(received, Is.EqualTo(Call(Way.IdOf(received), Way.TokenOf(received), "text")));
        server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{Way.TokenOf(received)}}}},"progress":0.50}}""");
        server.Send($$$$"""{"result":{"x":1.0e2},"id":{{{{Way.IdOf(received)}}}},"jsonrpc":"2.0"}""");
        Assert.That(way.Next("progress"), Is.EqualTo($$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{token}}}},"progress":0.50}}"""));
        Assert.That(way.Next("result"), Is.EqualTo("""{"result":{"x":1.0e2},"id":"a\u0062","jsonrpc":"2.0"}"""));
    }

    [Test]
    public void A_message_that_comes_in_parts_is_put_together_again()
    {
        var server = Server();
        var input = server.Shared!.Connect().OpenInput();
        foreach (var one in "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"parts\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"more\"}\n"u8.ToArray()) input.Write([one], mayWait: false);
        Assert.That(server.AwaitReceived("parts"), Does.EndWith("\"method\":\"parts\"}"));
        Assert.That(server.AwaitReceived("more"), Does.EndWith("\"method\":\"more\"}"));
    }

    [Test]
    public void A_cancellation_names_the_call_as_the_server_knows_it_and_the_late_answer_reaches_nobody()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        two.Write(Call("5", "5", "of two"));
        server.AwaitReceived("of two");
        one.Write(Call("5", "5", "of one"));
        var id = Way.IdOf(server.AwaitReceived("of one"));
        one.Write("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5,"reason":"enough"}}""");
        Assert.That(server.AwaitReceived("enough"), Is.EqualTo($$$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{{id}}}},"reason":"enough"}}"""));
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{}}""");
        server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{id}}}},"progress":1}}""");
        Assert.That(one.Unread(), Is.Empty);
        Assert.That(two.Unread(), Is.Empty);
        Assert.That(server.Shared!.Dropped, Is.EqualTo(2));
    }

    [Test]
    public void A_session_cannot_cancel_the_call_of_another()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Call("5", "5", "of one"));
        var id = Way.IdOf(server.AwaitReceived("of one"));
        two.Write($$$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}""");
        two.Write($$$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{{id}}}}}}""");
        Assert.That(two.Unread(), Is.Empty);
        Assert.That(server.Received.Any(line => line.Contains("cancelled", StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public void A_session_that_leaves_has_its_calls_taken_back()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Initialize();
        one.Write(Call("5", "5", "of one"));
        var id = Way.IdOf(server.AwaitReceived("of one"));
        one.Leave();
        server.AwaitReceived($"\"notifications/cancelled\",\"params\":{{\"requestId\":{id},");
        Assert.That(one.HasEnded);
        Assert.That(two.Unread(), Is.Empty, "the server goes on for the others");
    }

    [TestCase("sampling/createMessage")]
    [TestCase("elicitation/create")]
    [TestCase("roots/list")]
    [TestCase("vendor/ask")]
    public void The_server_can_ask_nobody(string method)
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Call("1", "1", "of one"));
        server.AwaitReceived("of one");
        server.Send($$$$"""{"jsonrpc":"2.0","id":"s1","method":"{{{{method}}}}","params":{}}""");
        Assert.That(PlayedSession.CodeOf(Way.Json(server.AwaitReceived("\"s1\""))), Is.EqualTo(ErrorCodes.MethodNotFound));
        Assert.That(one.Unread(), Is.Empty);
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void A_ping_of_the_server_is_answered()
    {
        var server = Server();
        var way = new Way(server.Shared!);
        server.Send("""{"jsonrpc":"2.0","id":"p","method":"ping"}""");
        server.AwaitReceived("""{"jsonrpc":"2.0","id":"p","result":{}}""");
        Assert.That(way.Unread(), Is.Empty);
    }

    [Test]
    public void An_answer_that_cannot_be_passed_on_ends_its_call()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Call("1", "1", "of one"));
        two.Write(Call("1", "1", "of two"));
        var id = Way.IdOf(server.AwaitReceived("of one"));
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{},"Result":{}}""");
        Assert.That(PlayedSession.CodeOf(Way.Json(one.Next("\"id\":1"))), Is.EqualTo(ErrorCodes.BadAnswer));
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void Changed_lists_are_told_to_all()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        foreach (var list in new[] { "tools", "prompts", "resources" })
        {
            var line = $$$$"""{"jsonrpc":"2.0","method":"notifications/{{{{list}}}}/list_changed"}""";
            server.Send(line);
            Assert.That(one.Next(list), Is.EqualTo(line));
            Assert.That(two.Next(list), Is.EqualTo(line));
        }
    }

    [Test]
    public void What_belongs_to_a_subscription_of_a_modern_session_reaches_only_that()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        foreach (var (way, word) in new[] { (one, "one"), (two, "two") }) way.Write($$$$"""{"jsonrpc":"2.0","id":"l","method":"subscriptions/listen","params":{"notifications":{},"x":"{{{{word}}}}"}}""");
        server.AwaitReceived("\"one\"");
        var id = Way.IdOf(server.AwaitReceived("\"two\""));
        server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":{{{{id}}}}}}}""");
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{"resultType":"complete","_meta":{"x":1,"io.modelcontextprotocol/subscriptionId":{{{{id}}}}}}}""");
        Assert.That(two.Next("list_changed"), Does.EndWith("""{"_meta":{"io.modelcontextprotocol/subscriptionId":"l"}}}"""));
        Assert.That(two.Next("result"), Is.EqualTo("""{"jsonrpc":"2.0","id":"l","result":{"resultType":"complete","_meta":{"x":1,"io.modelcontextprotocol/subscriptionId":"l"}}}"""));
        Assert.That(one.Unread(), Is.Empty);
    }

    [Test]
    public void A_task_belongs_to_the_session_that_started_it()
    {
        var server = Server()
            .On("tools/call", message => $$$"""
                "result":{"task":{"taskId":"task of {{{message.GetProperty("params").GetProperty("arguments").GetProperty("text").GetString()}}}","status":"working"}}
                """)
            .On("tasks/get", "\"result\":{\"status\":\"working\"}")
            .On("tasks/list", """ "result":{"tasks":[{"taskId":"task of one"},{"taskId":"task of two"},{"taskId":"task of one"}],"x":1}""");
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Call("1", "1", "one").Replace("\"_meta\"", "\"task\":{},\"_meta\"")).Next("task of one");
        two.Write(Call("1", "1", "two").Replace("\"_meta\"", "\"task\":{},\"_meta\"")).Next("task of two");
        const string Get = """{"jsonrpc":"2.0","id":2,"method":"tasks/get","params":{"taskId":"task of one"}}""";
        one.Write(Get).Next("working");
        Assert.That(PlayedSession.CodeOf(Way.Json(two.Write(Get).Next("\"id\":2"))), Is.EqualTo(ErrorCodes.InvalidParams));
        Assert.That(two.Write("""{"jsonrpc":"2.0","id":3,"method":"tasks/list"}""").Next("\"id\":3"), Is.EqualTo("""{"jsonrpc":"2.0","id":3,"result":{"x":1,"tasks":[{"taskId":"task of two"}]}}"""));
        server.Send("""{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{"taskId":"task of one","status":"completed"}}""");
        one.Next("completed");
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void A_server_that_does_not_read_makes_calls_busy_and_nobody_waits()
    {
        var settings = new GatewaySettings { QueueBytes = 100_000 };
        var deaf = new DeafConnection();
        var shared = new Gateway.Core.Servers.Shared.SharedServer(new() { Name = "deaf", IsShared = true }, settings, () => deaf, TimeProvider.System);
        Way one = new(shared), two = new(shared);
        var sent = 0;
        for (; sent < 10; sent++) one.Write(Call($"{sent}", "1", new('x', 20_000)));
        Assert.That(PlayedSession.CodeOf(Way.Json(one.Next("busy"))), Is.EqualTo(ErrorCodes.Busy));
        Assert.That(PlayedSession.CodeOf(Way.Json(two.Write(Call("1", "1", "of two")).Next("\"id\":1,"))), Is.EqualTo(ErrorCodes.Busy));
        deaf.Close();
        Assert.That(one.HasEnded && two.HasEnded);
    }
}
