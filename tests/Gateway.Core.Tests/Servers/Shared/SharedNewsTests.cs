using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>What a server says without being asked: only to whom it certainly belongs.</summary>
public class SharedNewsTests
{
    private const string Log = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"a secret"}}""";

    private static PlayedServer Server(TimeProvider? time = null) =>
        new PlayedServer().Speak(isModern: false).On("ping", "\"result\":{}").On("logging/setLevel", "\"result\":{}").On("resources/subscribe", "\"result\":{}").On("resources/unsubscribe", "\"result\":{}").Share(time: time);

    private static string Request(string method, string parameters, int id = 1) => $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"{{{{method}}}}","params":{{{{parameters}}}}}""";

    private static void Answer(PlayedServer server, string text) => server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{Way.IdOf(server.AwaitReceived(text))}}}},"result":{"to":"{{{{text}}}}"}}""");

    private static void AwaitDropped(PlayedServer server, int count) =>
        Assert.That(() => server.Shared!.Dropped, Is.EqualTo(count).After((int)Patience.Limit.TotalMilliseconds, 5));

    private static string[] Received(PlayedServer server, string method) => [.. server.Received.Where(line => line.Contains($"\"{method}\"", StringComparison.Ordinal))];

    [TestCase(Log)]
    [TestCase("""{"jsonrpc":"2.0","method":"notifications/vendor","params":{}}""")]
    public void What_has_no_mark_goes_to_the_only_session_that_works(string line)
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Request("hold", "{\"of\":\"one\"}"));
        server.AwaitReceived("hold");
        server.Send(line);
        Assert.That(one.Next("notifications/"), Is.EqualTo(line));
        Assert.That(two.Unread(), Is.Empty);
    }

    [TestCase(Log)]
    [TestCase("""{"jsonrpc":"2.0","method":"notifications/vendor","params":{}}""")]
    public void What_has_no_mark_reaches_nobody_while_two_work(string line)
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Request("hold", "{}"));
        two.Write(Request("hold", "{}"));
        server.AwaitReceived("hold", 2);
        server.Send(line);
        Assert.That(one.Unread(), Is.Empty);
        Assert.That(two.Unread(), Is.Empty);
        Assert.That(server.Shared!.Dropped, Is.EqualTo(1));
    }

    [Test]
    public void What_is_said_shortly_after_a_call_is_not_taken_for_that_of_another_session()
    {
        var time = new ManualTime();
        var server = Server(time);
        Way one = new(server.Shared!), two = new(server.Shared!);
        two.Write(Request("hold", "{}")); // always at work, to hear what the other does
        server.AwaitReceived("hold");
        one.Write(Request("work", "{}"));
        Answer(server, "work");
        one.Next("work");
        server.Send(Log);
        Assert.That(two.Unread(), Is.Empty);
        time.Advance(TimeSpan.FromSeconds(3));
        server.Send(Log);
        two.Next("a secret");
    }

    [Test]
    public void What_is_said_of_a_call_of_a_session_that_has_left_reaches_nobody()
    {
        var time = new ManualTime();
        var server = Server(time);
        Way one = new(server.Shared!), two = new(server.Shared!);
        two.Write(Request("hold", "{}"));
        one.Write(Request("work", "{}"));
        server.AwaitReceived("work");
        one.Leave();
        time.Advance(TimeSpan.FromSeconds(20));
        server.Send(Log);
        Assert.That(two.Unread(), Is.Empty);
        time.Advance(TimeSpan.FromSeconds(20));
        server.Send(Log);
        two.Next("a secret");
    }

    [Test]
    public void A_subscription_that_is_open_is_no_work()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        foreach (var way in new[] { one, two }) way.Write(Request("subscriptions/listen", "{\"notifications\":{}}"));
        server.AwaitReceived("listen", 2);
        one.Write(Request("hold", "{}", 2));
        server.AwaitReceived("hold");
        server.Send(Log);
        one.Next("a secret");
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void A_server_that_only_one_session_has_ever_used_speaks_to_it_at_any_time()
    {
        var server = Server();
        var one = new Way(server.Shared!);
        server.Send(Log);
        one.Next("a secret");
        var two = new Way(server.Shared!);
        server.Send(Log);
        AwaitDropped(server, 1);
        Assert.That(one.Unread(), Is.Empty);
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void The_server_writes_what_any_session_wants_and_each_gets_only_what_it_asked_for()
    {
        var time = new ManualTime();
        var server = Server(time);
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Request("logging/setLevel", "{\"level\":\"error\"}")).Next("result");
        two.Write(Request("logging/setLevel", "{\"level\":\"debug\"}")).Next("result");
        one.Write(Request("logging/setLevel", "{\"level\":\"critical\"}")).Next("result");
        Assert.That(Received(server, "logging/setLevel").Select(line => Way.Json(line).GetProperty("params").GetProperty("level").GetString()), Is.EqualTo((string[])["error", "debug"]));
        time.Advance(TimeSpan.FromSeconds(3));
        one.Write(Request("hold", "{}"));
        server.AwaitReceived("hold");
        server.Send(Log);
        Assert.That(one.Unread(), Is.Empty);
        server.Send(Log.Replace("info", "alert"));
        one.Next("alert");
        two.Leave();
        server.AwaitReceived("\"level\":\"critical\"");
    }

    [Test]
    public void A_session_that_turns_it_down_does_not_turn_it_down_for_others()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Request("logging/setLevel", "{\"level\":\"debug\"}")).Next("result");
        two.Write(Request("logging/setLevel", "{\"level\":\"info\"}")).Next("result");
        one.Write(Request("logging/setLevel", "{\"level\":\"error\"}")).Next("result");
        Assert.That(Received(server, "logging/setLevel")[^1], Does.EndWith("{\"level\":\"info\"}}"));
    }

    [Test]
    public void A_resource_is_subscribed_to_once_and_let_go_by_the_last_session()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!), three = new(server.Shared!);
        const string A = "{\"uri\":\"f:/a\"}";
        one.Write(Request("resources/subscribe", A)).Next("\"id\":1,\"result\"");
        two.Write(Request("resources/subscribe", A)).Next("\"id\":1,\"result\"");
        server.Send("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"f:\/a\/part"}}""");
        one.Next("part");
        two.Next("part");
        Assert.That(three.Unread(), Is.Empty);
        one.Write(Request("resources/unsubscribe", A, 2)).Next("\"id\":2,\"result\"");
        Assert.That((Received(server, "resources/subscribe").Length, Received(server, "resources/unsubscribe").Length), Is.EqualTo((1, 0)));
        server.Send("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"f:/a"}}""");
        two.Next("updated");
        Assert.That(one.Unread(), Is.Empty);
        two.Leave();
        Assert.That(server.AwaitReceived("unsubscribe"), Does.EndWith("\"params\":{\"uri\":\"f:/a\"}}"));
        one.Write(Request("resources/subscribe", A, 3)).Next("\"id\":3,\"result\"");
        Assert.That(Received(server, "resources/subscribe"), Has.Length.EqualTo(2));
    }

    [Test]
    public void A_subscription_that_the_server_refuses_is_refused_to_all_who_wait_and_may_be_tried_again()
    {
        var server = Server().On("resources/subscribe", _ => null);
        Way one = new(server.Shared!), two = new(server.Shared!);
        const string A = "{\"uri\":\"f:/a\"}";
        one.Write(Request("resources/subscribe", A));
        two.Write(Request("resources/subscribe", A));
        server.AwaitReceived("subscribe");
        Assert.That(two.Unread(), Is.Empty);
        server.Answer("resources/subscribe", "\"error\":{\"code\":-32002,\"message\":\"no such thing\"}");
        one.Next("no such thing");
        two.Next("no such thing");
        server.Send("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"f:/a"}}""");
        Assert.That(one.Unread(), Is.Empty);
        server.On("resources/subscribe", "\"result\":{}");
        two.Write(Request("resources/subscribe", A)).Next("result");
    }

    [Test]
    public void All_who_wait_for_a_subscription_may_leave_before_it_is_made()
    {
        var server = Server().On("resources/subscribe", _ => null);
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write(Request("resources/subscribe", "{\"uri\":\"f:/a\"}"));
        server.AwaitReceived("subscribe");
        one.Leave();
        Assert.That(Received(server, "resources/unsubscribe"), Is.Empty);
        server.Answer("resources/subscribe", "\"result\":{}");
        server.AwaitReceived("unsubscribe");
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void What_the_server_forgets_is_set_up_again_by_each_session()
    {
        var server = Server();
        Way one = new(server.Shared!), two = new(server.Shared!);
        foreach (var way in new[] { one, two })
        {
            way.Write(Request("resources/subscribe", "{\"uri\":\"f:/a\"}")).Next("result");
            way.Write(Request("logging/setLevel", "{\"level\":\"info\"}")).Next("result");
            way.Connection.Reopened += _ => way.Write(Request("resources/subscribe", "{\"uri\":\"f:/a\"}")).Write(Request("logging/setLevel", "{\"level\":\"info\"}"));
        }

        server.Reopen(lostCalls: 3);
        foreach (var way in new[] { one, two })
        {
            way.Next("result");
            way.Next("result");
        }

        Assert.That((Received(server, "resources/subscribe").Length, Received(server, "logging/setLevel").Length), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Trouble_with_the_server_is_told_to_all()
    {
        var server = Server();
        Way[] ways = [new(server.Shared!), new(server.Shared!)];
        List<string?> told = [];
        foreach (var way in ways) way.Connection.TroubleChanged += told.Add;
        server.Trouble("it fails");
        server.Trouble(null);
        Assert.That(told, Is.EqualTo((string?[])["it fails", "it fails", null, null]));
    }
}
