using Gateway.Core.Servers;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>What a server listed was masked by the policy of then; a stricter one must not be shown it as it is, whether or not the server lists it again.</summary>
internal sealed class ListsUnderNewPolicyTests
{
    private const string Tools = """ "result":{"tools":[{"name":"ask","description":"of new_word","inputSchema":{"type":"object"}},{"name":"other","inputSchema":{"type":"object"}}]}""";
    private const string Prompts = """ "result":{"prompts":[{"name":"greet","description":"of new_word"}]}""";

    private static readonly string[] Lists = ["tools/list", "prompts/list"];

    [TestCaseSource(nameof(Lists))]
    public void A_server_that_does_not_answer_any_more_is_listed_under_the_new_policy(string list)
    {
        var server = Server();
        using var session = Open(server);
        Assert.That(session.Ask(list).ToString(), Does.Contain("of new_word"), "the old policy shows it");
        server.On(list, _ => null);

        session.Guard("new", Words(FindingAction.Mask));

        Assert.That(session.Ask(list).ToString(), Does.Contain("of <TOKEN>").And.Not.Contain("new_word"));
    }

    [TestCaseSource(nameof(Lists))]
    public void A_server_that_is_away_is_listed_under_the_new_policy(string list)
    {
        var server = Server();
        using var session = Open(server);
        session.Ask(list);
        server.CanStart = false;
        server.Die();
        session.Guard("new", Words(FindingAction.Mask));

        Assert.That(session.Ask(list).ToString(), Does.Not.Contain("new_word"));
    }

    [TestCaseSource(nameof(Lists))]
    public void A_server_that_answers_is_listed_anew_and_the_client_is_told(string list)
    {
        var server = Server();
        using var session = Open(server);
        session.Ask(list);
        session.Guard("new", Words(FindingAction.Mask));

        session.Read("list_changed");

        Assert.That(session.Ask(list).ToString(), Does.Contain("of <TOKEN>"));
        Assert.That(server.Received.Count(line => line.Contains($"\"{list}\"", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public void What_is_to_be_blocked_is_withheld_and_the_rest_stays()
    {
        var server = Server();
        using var session = Open(server);
        session.Guard("new", Words(FindingAction.Block));
        session.Read("list_changed");

        Assert.That(session.Ask("tools/list").ToString(), Does.Contain("server_other").And.Not.Contain("server_ask"));
    }

    [Test]
    public void A_looser_policy_shows_again_what_the_old_one_masked()
    {
        var server = Server();
        using var session = new PlayedSession(GuardedSession.Settings, [Words(FindingAction.Mask)], new ServerMemory(null), "strict", server).Open(isModern: false);
        Assert.That(session.Ask("tools/list").ToString(), Does.Contain("of <TOKEN>"));

        session.Guard("loose", Words(FindingAction.Report));
        session.Read("list_changed");

        Assert.That(session.Ask("tools/list").ToString(), Does.Contain("of new_word"));
    }

    private static PlayedServer Server() => new PlayedServer().Speak(isModern: false).On("tools/list", Tools).On("prompts/list", Prompts);

    private static PlayedSession Open(PlayedServer server) =>
        new PlayedSession(GuardedSession.Settings, [Slot.Words], new ServerMemory(null), "old", server).Open(isModern: false);

    private static Core.Guarding.GuardrailSlot Words(FindingAction action) => Slot.Of(new WordGuardrail("new_word", Kind.Token), toClient: action);
}
