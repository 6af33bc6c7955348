using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Routing;

/// <summary>Lists that change while they are asked for.</summary>
public class ListLoadTests
{
    private const string Changed = """{"jsonrpc":"2.0","method":"notifications/prompts/list_changed"}""";

    private static string Prompts(string name) => $$"""{"prompts":[{"name":"{{name}}"}]}""";

    [Test]
    public void A_flood_of_notices_asks_for_the_list_a_few_times_and_not_once_for_each()
    {
        using var release = new ManualResetEventSlim();
        var asked = 0;
        var server = new PlayedServer().Speak(isModern: false, """{"tools":{},"prompts":{"listChanged":true}}""");
        using var session = new PlayedSession(server).Open(isModern: false);
        session.Ask("prompts/list");
        server.On("prompts/list", _ =>
        {
            var count = Interlocked.Increment(ref asked);
            release.Wait(Patience.Limit);
            return $$""" "result":{{Prompts($"p{count}")}}""";
        });
        for (var i = 0; i < 500; i++) server.Send(Changed);
        server.Send("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"error","data":"the last"}}""");
        session.Read("the last");
        release.Set();
        session.Read("notifications/prompts/list_changed");
        session.Ask("prompts/list");
        Assert.That(asked, Is.LessThan(10));
    }

    [Test]
    public void An_older_answer_never_takes_the_place_of_a_newer_one()
    {
        string? held = null;
        var asked = 0;
        var server = new PlayedServer().Speak(isModern: false, """{"tools":{},"prompts":{"listChanged":true}}""");
        server.On("prompts/list", message =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                held = message.GetProperty("id").GetRawText();
                server.Send(Changed);
                return null;
            }

            return $$""" "result":{{Prompts("new")}}""";
        });
        using var session = new PlayedSession(server).Open(isModern: false);
        var id = session.Request("prompts/list");
        session.Read("notifications/prompts/list_changed");
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{held}}}},"result":{{{{Prompts("old")}}}}}""");
        session.ReadAnswer(id);
        Assert.That(session.Ask("prompts/list").GetRawText(), Does.Contain("server_new"));
    }

    [Test]
    public void What_a_server_listed_that_has_died_and_does_not_start_again_is_not_offered()
    {
        var server = new PlayedServer().Speak(isModern: false);
        server.On("prompts/list", message =>
        {
            server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{message.GetProperty("id").GetRawText()}}}},"result":{{{{Prompts("gone")}}}}}""");
            server.CanStart = false;
            server.Die();
            return null;
        });
        using var session = new PlayedSession(server).Open(isModern: false);
        session.Ask("prompts/list");
        Assert.That(() => session.Log.Lines, Has.Some.Contains("server server failed").After((int)Patience.Limit.TotalMilliseconds, 5));
        Assert.That(session.Ask("prompts/list").GetRawText(), Does.Not.Contain("server_gone"));
    }

    [Test]
    public void The_log_counts_what_two_servers_list_and_names_no_address()
    {
        const string Listed = """ "result":{"resources":[{"name":"r","uri":"db://user:hunter2@host/x?key=hunter2"}]}""";
        var (one, two) = (new PlayedServer("one").Speak(isModern: false).On("resources/list", Listed), new PlayedServer("two").Speak(isModern: true).On("resources/list", Listed));
        using var session = new PlayedSession(one, two).Open(isModern: false);
        session.Ask("resources/list");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.Log.Lines, Has.Some.Contains("listed more than once"));
            Assert.That(session.Log.Lines, Has.None.Contains("hunter2"));
        }
    }

    [Test]
    public void A_list_that_is_longer_than_a_message_may_be_is_given_up()
    {
        var pages = 0;
        var server = new PlayedServer().Speak(isModern: false).On("prompts/list", _ => $$$$""" "result":{"prompts":[{"name":"{{{{new string('p', 1000)}}}}"}],"nextCursor":"{{{{++pages}}}}"}""");
        using var session = new PlayedSession(new() { MaxMessageBytes = 20_000 }, [], server).Open(isModern: false);
        Assert.That(session.Ask("prompts/list").GetRawText(), Does.Not.Contain("ppp"));
        Assert.That(pages, Is.LessThan(30));
    }

    [Test]
    public void Tools_that_were_asked_for_earlier_never_take_the_place_of_newer_ones()
    {
        string? held = null;
        var server = new PlayedServer().Speak(isModern: false, """{"tools":{}}""");
        using var session = new PlayedSession(server).Open(isModern: false);
        using var isHeld = new ManualResetEventSlim();
        server.On("tools/list", message =>
        {
            held = message.GetProperty("id").GetRawText();
            server.On("tools/list", """ "result":{"tools":[{"name":"new"}]}""");
            isHeld.Set();
            return null;
        });
        var id = session.Request("tools/list");
        Assert.That(isHeld.Wait(Patience.Limit), Is.True);
        server.Send("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        session.Read("notifications/tools/list_changed");
        server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{held}}}},"result":{"tools":[{"name":"old"}]}}""");
        Assert.That(session.ReadAnswer(id).GetRawText(), Does.Contain("server_new").And.Not.Contain("server_old"));
    }

    [Test]
    public void Tasks_of_one_server_wait_for_no_other()
    {
        var (slow, quick) = (new PlayedServer("slow").Speak(isModern: false, """{"tasks":{"list":{}}}"""), new PlayedServer("quick").Speak(isModern: false, """{"tasks":{"list":{}}}"""));
        quick.On("tasks/list", """ "result":{"tasks":[{"taskId":"t"}]}""");
        using var session = new PlayedSession(new() { ListTimeout = TimeSpan.FromSeconds(1) }, [], slow, quick).Open(isModern: false);
        Assert.That(session.Ask("tasks/list").GetProperty("result").GetProperty("tasks").GetArrayLength(), Is.EqualTo(1));
    }
}
