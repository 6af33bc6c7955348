using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

/// <summary>A configuration that changes while the gateway runs changes what guardrails do, and restarts nobody.</summary>
public class ReloadTests
{
    private const string Followed = "the guardrails follow the changed configuration from now on";

    [Test]
    public void Another_action_holds_from_the_next_message_on()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("child_same"), Is.EqualTo(Secrets.HuggingFaceMask));

        Configure(workspace, """{"actions":{"*":"report"}}""");
        gateway.AwaitError(Followed);

        Assert.That((gateway.CallText("child_same"), child.Starts.Length), Is.EqualTo((Secrets.HuggingFace, 1)));
    }

    [Test]
    public void A_kind_that_is_added_masks_results_and_what_is_listed_already()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same", "of house 12345678").Describe("same", """{"name":"same","description":"of house 12345678","inputSchema":{"type":"object"}}""");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("of house 12345678"));

        Configure(workspace, """{"options":{"custom_token_regexes":{"house":{"regex":"house [0-9]{8}","replacement":"<HOUSE>"}}}}""");
        gateway.AwaitError(Followed);

        gateway.Write("""{"jsonrpc":"2.0","id":"list","method":"tools/list"}""");
        Assert.That(gateway.ReadAnswer("\"list\""), Does.Contain("of <HOUSE>").And.Not.Contain("12345678"));
        Assert.That((gateway.CallText("child_same"), child.Starts.Length), Is.EqualTo(("of <HOUSE>", 1)));
    }

    [TestCase("""{"options":{"no_such_option":1}}""", "no_such_option")]
    [TestCase("""{"actions":{"no_such_kind":"block"}}""", "no_such_kind")]
    [TestCase("""{"onFailure":"shrug"}""", "plugins.basic.onFailure")]
    public void A_policy_that_cannot_be_used_changes_nothing_and_is_told(string policy, string named)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        var gateway = workspace.OpenGuarded();

        Configure(workspace, policy);
        gateway.AwaitError("cannot be used, so the one before stays in force");

        Assert.That(gateway.Error, Does.Contain(named));
        Assert.That(gateway.CallText("child_same"), Is.EqualTo(Secrets.HuggingFaceMask));
    }

    [Test]
    public void A_value_that_is_allowed_meanwhile_passes()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("child_same"), Is.EqualTo(Secrets.HuggingFaceMask));

        Assert.That(workspace.RunWithInput(Secrets.HuggingFace, "guardrails", "allow", "-").ExitCode, Is.Zero);
        gateway.AwaitError(Followed);

        Assert.That(gateway.CallText("child_same"), Is.EqualTo(Secrets.HuggingFace));
    }

    [Test]
    public void Rules_that_the_options_name_are_read_again_when_their_file_changes()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", "of house_48151623");
        File.WriteAllText(workspace.PathOf("rules.json"), Rules("never"));
        workspace.Entry["plugins"] = JsonNode.Parse("""{"basic":{"options":{"rules":["rules.json"]}}}""");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("of house_48151623"));

        File.WriteAllText(workspace.PathOf("rules.json"), Rules("house"));
        gateway.AwaitError(Followed);

        Assert.That(gateway.CallText("child_same"), Is.EqualTo("of <HOUSE>"));
    }

    private static string Rules(string word) =>
        """{"rules":[{"kind":"house","placeholder":"<HOUSE>","description":"A number","pattern":"WORD_[0-9]{8}","finds":["⟦WORD_{digits:8}⟧"],"ignores":["WORD_4815"]}]}""".Replace("WORD", word, StringComparison.Ordinal);

    private static void Configure(Workspace workspace, string basic)
    {
        workspace.Entry["plugins"] = new JsonObject { ["basic"] = JsonNode.Parse(basic) };
        workspace.WriteConfiguration();
    }
}
