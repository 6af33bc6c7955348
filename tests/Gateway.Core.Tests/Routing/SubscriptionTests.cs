using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Routing;

/// <summary>Subscriptions that cross the eras: guarded, never lost, and never waited for without end.</summary>
public class SubscriptionTests
{
    private const string ListOf = """ "result":{"resources":[{"name":"r","uri":"{0}"}]}""";

    private static PlayedServer Server(string name, bool isModern, string uri) => new PlayedServer(name).Speak(isModern)
        .On("resources/list", ListOf.Replace("{0}", uri, StringComparison.Ordinal)).On("resources/subscribe", """ "result":{}""").On("resources/unsubscribe", """ "result":{}""");

    private static PlayedServer Acknowledging(PlayedServer server) => server.On("subscriptions/listen", message =>
    {
        server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":{{{{message.GetProperty("id").GetRawText()}}}}},"notifications":{}}}""");
        return null;
    });

    private static string Listen(string uri) => $$$$"""{"notifications":{"resourceSubscriptions":["{{{{uri}}}}"]}}""";

    private static PlayedSession Guarded(bool isModern, params PlayedServer[] servers) => new PlayedSession(new() { ListTimeout = TimeSpan.FromSeconds(3) }, [Slot.Words], servers).Open(isModern);

    [TestCase(false)]
    [TestCase(true)]
    public void A_secret_in_what_a_modern_client_listens_to_reaches_no_server(bool isServerModern)
    {
        var server = Acknowledging(Server("server", isServerModern, "a://b"));
        using var session = Guarded(isModern: true, server);
        Assert.That(PlayedSession.CodeOf(session.Ask("subscriptions/listen", Listen($"a://{Slot.Word}"))), Is.Not.Zero);
        session.Request("subscriptions/listen", Listen("a://b"));
        server.AwaitReceived("a://b");
        Assert.That(server.Received.Where(line => line.Contains(Slot.Word, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("resources/subscribe")]
    [TestCase("resources/unsubscribe")]
    public void A_secret_in_what_a_legacy_client_subscribes_to_reaches_no_modern_server(string method)
    {
        var server = Acknowledging(Server("server", isModern: true, "a://b"));
        using var session = Guarded(isModern: false, server);
        Assert.That(PlayedSession.CodeOf(session.Ask(method, $$"""{"uri":"a://{{Slot.Word}}"}""")), Is.Not.Zero);
        session.Ask("resources/subscribe", """{"uri":"a://b"}""");
        server.AwaitReceived("a://b");
        Assert.That(server.Received.Where(line => line.Contains(Slot.Word, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_subscription_at_a_modern_server_leaves_those_at_legacy_ones_alone()
    {
        var (legacy, modern) = (Server("legacy", isModern: false, "l://l"), Acknowledging(Server("modern", isModern: true, "m://m")));
        using var session = Guarded(isModern: false, legacy, modern);
        session.Ask("resources/list");
        session.Ask("resources/subscribe", """{"uri":"l://l"}""");
        session.Ask("resources/subscribe", """{"uri":"m://m"}""");
        session.Ask("resources/unsubscribe", """{"uri":"m://m"}""");
        legacy.AwaitReceived("resources/subscribe");
        Assert.That(legacy.Received.Where(line => line.Contains("resources/unsubscribe", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_server_that_never_acknowledges_holds_no_client_for_ever()
    {
        using (var session = Guarded(isModern: false, Server("silent", isModern: true, "a://b")))
        {
            Assert.That(PlayedSession.CodeOf(session.Ask("resources/subscribe", """{"uri":"a://b"}""")), Is.Zero);
        }

        using (var session = Guarded(isModern: true, Server("silent", isModern: true, "a://b"), Acknowledging(Server("other", isModern: true, "c://d"))))
        {
            session.Request("subscriptions/listen", Listen("a://b"));
            session.Read("notifications/subscriptions/acknowledged");
        }
    }

    [Test]
    public void A_subscription_whose_place_another_takes_is_answered_by_that()
    {
        var listens = 0;
        var server = Server("server", isModern: true, "a://b");
        Acknowledging(server);
        using var session = new PlayedSession(new() { ListTimeout = TimeSpan.FromMinutes(5) }, [], server).Open(isModern: false);
        session.Ask("resources/list");
        server.On("subscriptions/listen", message =>
        {
            if (++listens == 2) server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":{{{{message.GetProperty("id").GetRawText()}}}}},"notifications":{}}}""");
            return null;
        });
        var first = session.Request("resources/subscribe", """{"uri":"a://b"}""");
        var second = session.Request("resources/subscribe", """{"uri":"a://c"}""");
        Assert.That(new[] { session.Read("\"result\":{}"), session.Read("\"result\":{}") }.Select(answer => answer.GetProperty("id").GetRawText()), Is.EquivalentTo([first, second]));
    }
}
