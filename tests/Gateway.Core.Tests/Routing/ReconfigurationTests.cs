using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Routing;

/// <summary>A configuration that is read anew touches only the servers that it changes, and loses no call.</summary>
public sealed class ReconfigurationTests
{
    private const string Done = """ "result":{"content":[{"type":"text","text":"done"}]}""";

    [Test]
    public void A_server_that_is_added_is_started_and_its_tools_are_announced()
    {
        var (one, two) = (Server("one"), Server("two"));
        using var session = new PlayedSession(one).Open(isModern: false);
        var change = session.Reconfigure((one, ""), (two, ""));
        session.Read("notifications/tools/list_changed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(change.ToString(), Is.EqualTo("added: two"));
            Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("one_ask").And.Contain("two_ask"));
            Assert.That(session.Ask("tools/call", """{"name":"two_ask"}""").GetRawText(), Does.Contain("done"));
            Assert.That(one.Launches, Is.EqualTo(1));
        }
    }

    [Test]
    public void A_server_that_is_removed_finishes_its_calls_and_takes_no_others()
    {
        var (one, two) = (Server("one"), Server("two").On("tools/call", _ => null));
        using var session = new PlayedSession(one, two).Open(isModern: false);
        var call = session.Request("tools/call", """{"name":"two_ask"}""");
        two.AwaitReceived("tools/call");
        var change = session.Reconfigure((one, ""));
        Assert.That(change.ToString(), Is.EqualTo("removed: two"));
        Assert.That(session.Ask("tools/call", """{"name":"two_ask"}""").GetProperty("error").GetProperty("message").GetString(), Does.StartWith("Unknown tool"));
        Assert.That(two.HasEnded, Is.False, "its call is open");
        two.Answer("tools/call", Done);
        Assert.That(session.ReadAnswer(call).GetRawText(), Does.Contain("done"));
        Assert.That(() => two.HasEnded, Is.True.After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Not.Contain("two_ask"));
    }

    [Test]
    public void A_server_that_is_configured_otherwise_is_started_again_when_its_calls_are_done_and_new_ones_wait_for_it()
    {
        var server = Server("one").On("tools/call", message => message.GetRawText().Contains("slow", StringComparison.Ordinal) ? null : Done);
        using var session = new PlayedSession(server).Open(isModern: false);
        var slow = session.Request("tools/call", """{"name":"one_ask","arguments":{"slow":1}}""");
        server.AwaitReceived("slow");
        Assert.That(session.Reconfigure((server, "2")).ToString(), Is.EqualTo("changed: one"));
        var next = session.Request("tools/call", """{"name":"one_ask"}""");
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("one_ask"), "it is listed all the time");
        Assert.That(server.Launches, Is.EqualTo(1), "its call is open");
        server.Answer("tools/call", Done);
        Assert.That(session.ReadAnswer(slow).GetRawText(), Does.Contain("done"));
        Assert.That(session.ReadAnswer(next).GetRawText(), Does.Contain("done"));
        Assert.That(server.Launches, Is.EqualTo(2));
        Assert.That(session.Unread(), Has.None.Contains("list_changed"), "nothing has changed");
    }

    [Test]
    public void A_server_that_is_changed_twice_while_it_finishes_its_calls_is_started_once_and_only_afterwards()
    {
        var server = Server("one").On("tools/call", message => message.GetRawText().Contains("slow", StringComparison.Ordinal) ? null : Done);
        using var session = new PlayedSession(server).Open(isModern: false);
        var slow = session.Request("tools/call", """{"name":"one_ask","arguments":{"slow":1}}""");
        server.AwaitReceived("slow");
        session.Reconfigure((server, "2"));
        session.Reconfigure((server, "3"));
        session.Reconfigure();
        session.Reconfigure((server, "4"));
        var next = session.Request("tools/call", """{"name":"one_ask"}""");
        session.Ask("ping");
        Assert.That(server.Launches, Is.EqualTo(1), "its call is open, and only one of them can have its files");
        server.Answer("tools/call", Done);
        Assert.That(session.ReadAnswer(slow).GetRawText(), Does.Contain("done"));
        Assert.That(session.ReadAnswer(next).GetRawText(), Does.Contain("done"));
        Assert.That(server.Launches, Is.EqualTo(2));
    }

    [Test]
    public void A_call_that_is_never_answered_does_not_hold_the_change_for_ever()
    {
        var server = Server("one").On("tools/call", _ => null);
        using var session = new PlayedSession(new() { DrainTimeout = TimeSpan.FromMilliseconds(50) }, [], server).Open(isModern: false);
        var call = session.Request("tools/call", """{"name":"one_ask"}""");
        server.AwaitReceived("tools/call");
        session.Reconfigure((server, "2"));
        Assert.That(session.ReadAnswer(call).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-31083));
        server.AwaitLaunches(2);
    }

    [Test]
    public void What_the_client_subscribed_to_is_subscribed_to_at_the_server_in_its_new_form()
    {
        var server = Server("one").On("resources/subscribe", """ "result":{}""");
        using var session = new PlayedSession(server).Open(isModern: false);
        session.Ask("resources/subscribe", """{"uri":"memo://x"}""");
        session.Reconfigure((server, "2"));
        server.AwaitReceived("resources/subscribe", 2);
        Assert.That(server.Launches, Is.EqualTo(2));
    }

    [Test]
    public void The_same_configuration_changes_nothing()
    {
        var server = Server("one");
        using var session = new PlayedSession(server).Open(isModern: false);
        Assert.That(session.Reconfigure((server, "")).IsEmpty, Is.True);
        Assert.That(session.Unread(), Is.Empty);
        Assert.That(server.Launches, Is.EqualTo(1));
    }

    // "a" with the tool "b_ask" and "a_b" with the tool "ask" would both be a_b_ask.
    [Test]
    public void A_name_that_another_server_claims_now_is_another_and_still_calls_the_same_tool()
    {
        var a = Server("a").On("tools/list", """ "result":{"tools":[{"name":"b_ask","inputSchema":{"type":"object"}}]}""");
        var other = Server("a_b");
        using var session = new PlayedSession(a).Open(isModern: false);
        Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("\"a_b_ask\""));
        session.Reconfigure((a, ""), (other, ""));
        other.AwaitReceived("tools/list");
        session.Read("notifications/tools/list_changed");
        Assert.That(() => Names(session), Has.Some.EqualTo("a_b_ask").And.Some.Match("^a_b_ask_[0-9a-f]{6}$").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
        session.Ask("tools/call", $$$"""{"name":"{{{Names(session).Single(name => name.StartsWith("a_b_ask_", StringComparison.Ordinal))}}}"}""");
        Assert.That(a.AwaitReceived("tools/call"), Does.Contain("\"name\":\"b_ask\""));
        Assert.That(a.Launches, Is.EqualTo(1));
    }

    [Test]
    public void No_call_is_lost_while_the_configuration_changes_again_and_again()
    {
        var (one, two) = (Server("one"), Server("two"));
        using var session = new PlayedSession(one, two).Open(isModern: false);
        var calls = new List<string>();
        for (var round = 1; round <= 20; round++)
        {
            for (var call = 0; call < 20; call++) calls.Add(session.Request("tools/call", $$$"""{"name":"{{{(call % 2 == 0 ? "one" : "two")}}}_ask"}"""));
            session.Reconfigure((one, $"{round}"), (two, ""));
        }

        var answers = calls.Select(_ => session.Read("\"id\":\"c")).ToDictionary(answer => answer.GetProperty("id").GetString()!);
        Assert.That(answers.Values.Where(answer => !answer.GetRawText().Contains("done", StringComparison.Ordinal)), Is.Empty);
        Assert.That(answers.Keys, Is.EquivalentTo(calls.Select(id => id.Trim('"'))));
        Assert.That(two.Launches, Is.EqualTo(1));
    }

    private static string[] Names(PlayedSession session) => [.. session.Ask("tools/list").GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    private static PlayedServer Server(string name) => new PlayedServer(name).Speak(isModern: false).On("tools/call", Done);
}
