using EndToEnd.Running;

namespace EndToEnd.Plugins;

public class ShadowTests
{
    [Test]
    public void A_killed_gateways_copies_are_swept_by_the_next_and_those_of_a_living_one_stay()
    {
        using var workspace = new Workspace();
        var root = Path.Combine(workspace.Environment["MCP_GATEWAY_HOME"], "shadow");
        workspace.AddScripted().AnswerText("same", "a swordfish swims");
        workspace.Dropped().Add("Fish");
        var living = Open(workspace);
        var ofLiving = Directory.GetDirectories(root).Single();
        var killed = Open(workspace);
        var ofKilled = Directory.GetDirectories(root).Except([ofLiving]).Single();
        killed.Kill();
        killed.WaitForExit();
        Assert.That(Directory.Exists(ofKilled), Is.True, "nobody could remove it yet");

        var next = Open(workspace);

        Assert.That(Directory.Exists(ofKilled), Is.False);
        Assert.That(Directory.GetFiles(ofLiving, "Fish.dll", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        Assert.That(living.CallText("child_same"), Is.EqualTo("a <FISH> swims"));
        living.CloseInput();
        next.CloseInput();
        living.WaitForExit();
        next.WaitForExit();
        Assert.That(Directory.GetFileSystemEntries(root), Is.Empty);
    }

    [Test]
    public void A_new_version_copied_over_a_plugin_that_runs_does_not_touch_the_gateway_that_runs_it()
    {
        using var workspace = new Workspace();
        var (_, gateway) = workspace.OpenWith("Fish", "fish");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <FISH> swims"));
        var dll = workspace.Dropped().File("Fish", "Fish.dll");
        using (var file = File.OpenWrite(dll)) file.Write(new byte[file.Length]); // in place, as cp does
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <FISH> swims"));
    }

    private static RawClient Open(Workspace workspace)
    {
        var gateway = workspace.Open("--enable-guardrails", "fish");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <FISH> swims"));
        return gateway;
    }
}
