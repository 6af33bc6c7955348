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
    [TestCase("""{"onFailure":"shrug"}""", "shrug")]
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
    public void A_value_that_was_allowed_meanwhile_passes_after_a_hang_up()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("there is no SIGHUP");
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("child_same"), Is.EqualTo(Secrets.HuggingFaceMask));

        Assert.That(workspace.RunWithInput(Secrets.HuggingFace, "guardrails", "allow", "-").ExitCode, Is.Zero);
        gateway.Signal(1);
        gateway.AwaitError(Followed);

        Assert.That(gateway.CallText("child_same"), Is.EqualTo(Secrets.HuggingFace));
    }

    private static void Configure(Workspace workspace, string basic)
    {
        workspace.Entry["plugins"] = new JsonObject { ["basic"] = JsonNode.Parse(basic) };
        workspace.WriteConfiguration();
    }
}
