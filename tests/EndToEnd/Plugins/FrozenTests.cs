using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Plugins;

/// <summary>Plugins that were built once against an older contract and never again: this gateway must load and run them.</summary>
public class FrozenTests
{
    private static readonly string Folder = Path.Combine(Built.Repository, "tests", "Frozen", "plugins");

    [Test]
    public void A_plugin_built_against_contract_1_0_masks_blocks_replaces_finds_and_traces()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same", "an icicle in the snow").AnswerText("melt").AnswerText("echo");
        workspace.Entry["plugins"] = JsonNode.Parse("""{ "frozen": { "options": { "file": "calls.txt", "refused": ["melt"], "limits": { "depth": 4 }, "only": "to_server" } } }""");
        var gateway = workspace.Open("--plugins-dir", Folder, "-p", "frozen-text,frozen");

        var answered = gateway.CallText("child_same");
        var refused = RawClient.TextOf(gateway.Call("child_melt"));
        gateway.Call("child_echo", """{"replace":true,"text":"an icicle"}""");
        gateway.CloseInput();
        gateway.WaitForExit();
        var traced = File.ReadAllLines(workspace.PathOf("calls.txt")).Where(line => line.Contains(" tool ", StringComparison.Ordinal)).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answered, Is.EqualTo("an <COLD> in the <SNOW>"));
            Assert.That(refused, Does.Contain("melt is refused by tools/call of child"));
            Assert.That(child.Received.Single(line => line.Contains("\"name\":\"echo\"", StringComparison.Ordinal)), Does.Contain("""{"text":"replaced"}"""));
            Assert.That(child.Received, Has.None.Contains("\"name\":\"melt\""));
            Assert.That(traced, Has.Length.EqualTo(3));
            Assert.That(traced[0], Does.StartWith("child tool same tools/call ok ").And.Contain(" True True True True True True True ").And.Contain("frozen-text/cold/masked/ToClient/1").And.Contain("frozen/snow/masked/ToClient/1").And.Contain("an <COLD> in the <SNOW>"));
            Assert.That(traced[1], Does.StartWith("child tool melt tools/call blocked "));
            Assert.That(gateway.Error, Does.Contain("frozen is disposed").And.Contain("frozen-text says good-bye, part, True, True, Undefined"));
        }
    }

    [Test]
    public void Its_options_are_still_read_from_its_metadata()
    {
        using var workspace = new Workspace();

        var inspected = workspace.RunBare("plugins", "inspect", "frozen-text", "--plugins-dir", Folder, "--json");

        var options = inspected.Json[0].GetProperty("options").EnumerateArray().ToDictionary(option => option.GetProperty("key").GetString()!, option => option.GetProperty("default"));
        Assert.That(options["word"].GetString(), Is.EqualTo("icicle"));
        Assert.That(options["refused"].EnumerateArray().Single().GetString(), Is.EqualTo("melt"));
    }
}
