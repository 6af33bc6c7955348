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
    public void What_a_server_listed_that_has_died_meanwhile_is_not_offered()
    {
        var server = new PlayedServer().Speak(isModern: false);
        server.On("prompts/list", message =>
        {
            server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{message.GetProperty("id").GetRawText()}}}},"result":{{{{Prompts("gone")}}}}}""");
            server.Die();
            return null;
        });
        using var session = new PlayedSession(server).Open(isModern: false);
        session.Ask("prompts/list");
        Assert.That(() => session.Log.Lines, Has.Some.Contains("has ended").After((int)Patience.Limit.TotalMilliseconds, 5));
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
}
