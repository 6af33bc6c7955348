using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>Whole sessions over one shared server, with routing, restarts and memory as they are.</summary>
public class SharedSessionTests
{
    private static readonly GatewaySettings Quick = new() { RestartDelay = TimeSpan.FromMilliseconds(20), MaxRestartDelay = TimeSpan.FromMilliseconds(100) };

    private static PlayedServer Server(bool isModern, GatewaySettings? settings = null) => new PlayedServer().Speak(isModern).On("ping", "\"result\":{}").On("tools/call", Echo).Share(settings);

    private static string Echo(JsonElement call) =>
        $$$$""" "result":{"resultType":"complete","content":[{"type":"text","text":{{{{call.GetProperty("params").GetProperty("arguments").GetProperty("text").GetRawText()}}}}}]}""";

    private static string Call(PlayedSession session, string text) => session.Ask("tools/call", $$$"""{"name":"server_ask","arguments":{"text":"{{{text}}}"}}""").GetRawText();

    private static void AssertNeverOffered(PlayedServer server) =>
        Assert.That(server.Received, Has.None.Contains("sampling").And.None.Contains("elicitation").And.None.Contains("roots"));

    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public void Sessions_of_both_eras_use_one_process_of_either_era(bool isModern, bool startsModern)
    {
        var server = Server(isModern);
        using var one = new PlayedSession(server).Open(startsModern);
        using var two = new PlayedSession(server).Open(!startsModern);
        using var three = new PlayedSession(server).Open(startsModern);
        Assert.That(Call(one, "first"), Does.Contain("first"));
        Assert.That(Call(two, "second"), Does.Contain("second"));
        Assert.That(Call(three, "third"), Does.Contain("third"));
        Assert.That(server.Launches, Is.EqualTo(1));
        AssertNeverOffered(server);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_session_that_ends_takes_nothing_from_the_others(bool isModern)
    {
        var server = Server(isModern);
        using var two = new PlayedSession(server);
        using (var one = new PlayedSession(server).Open(isModern)) Call(one, "first");
        two.Open(isModern);
        Assert.That(Call(two, "second"), Does.Contain("second"));
        Assert.That((server.Launches, server.HasEnded), Is.EqualTo((1, false)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_process_that_is_lost_is_started_once_for_all_sessions(bool isModern)
    {
        var server = Server(isModern, Quick);
        using var one = new PlayedSession(Quick, [], server).Open(isModern);
        using var two = new PlayedSession(Quick, [], server).Open(isModern);
        server.On("tools/call", _ => null);
        var id = one.Request("tools/call", """{"name":"server_ask","arguments":{"text":"lost"}}""");
        server.AwaitReceived("lost");
        server.On("tools/call", Echo);
        server.Die();
        Assert.That(one.ReadAnswer(id).GetRawText(), Does.Contain("was lost before it answered"));
        Assert.That(Call(one, "first"), Does.Contain("first"));
        Assert.That(Call(two, "second"), Does.Contain("second"));
        Assert.That(server.Launches, Is.EqualTo(2));
    }

    [Test]
    public void The_list_of_a_session_follows_the_server()
    {
        var server = Server(isModern: false);
        using var one = new PlayedSession(server).Open(isModern: false);
        using var two = new PlayedSession(server).Open(isModern: false);
        server.On("tools/list", """ "result":{"tools":[{"name":"another","inputSchema":{"type":"object"}}]}""");
        server.Send("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        foreach (var session in new[] { one, two })
        {
            session.Read("notifications/tools/list_changed");
            Assert.That(session.Ask("tools/list").GetRawText(), Does.Contain("server_another"));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_resource_is_told_of_to_the_session_that_has_subscribed(bool isModern)
    {
        var server = Server(isModern: false).On("resources/list", """ "result":{"resources":[{"uri":"f:/a","name":"a"}]}""").On("resources/subscribe", "\"result\":{}");
        using var one = new PlayedSession(server).Open(isModern);
        using var two = new PlayedSession(server).Open(isModern: false);
        if (isModern) one.Request("subscriptions/listen", """{"notifications":{"resourceSubscriptions":["f:/a"]}}""");
        else one.Ask("resources/subscribe", "{\"uri\":\"f:/a\"}");
        server.AwaitReceived("resources/subscribe");
        if (isModern) one.Read("notifications/subscriptions/acknowledged");
        server.Send("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"f:/a"}}""");
        one.Read("notifications/resources/updated");
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void Guardrails_of_each_session_see_what_the_shared_server_sends()
    {
        var server = Server(isModern: false);
        using var guarded = new PlayedSession(new(), [Slot.Words], server).Open(isModern: false);
        using var open = new PlayedSession(server).Open(isModern: false);
        Assert.That(Call(guarded, $"a {Slot.Word} of one"), Does.Contain("of one").And.Not.Contain(Slot.Word));
        Assert.That(Call(open, $"a {Slot.Word} of two"), Does.Contain(Slot.Word));
    }
}
