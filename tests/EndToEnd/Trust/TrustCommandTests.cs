using EndToEnd.Running;

namespace EndToEnd.Trust;

public class TrustCommandTests
{
    [Test]
    public void A_list_shows_what_changed_and_starts_nothing()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        trust.Workspace.Configure("other")["args"]!.AsArray().Add("--api-key=s3cr3t");
        trust.Workspace.Configure("other")["cwd"] = "sub";

        var listed = trust.Workspace.Run("trust");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.ExitCode, Is.Zero, listed.Error);
            Assert.That(listed.Output, Does.Match("good +trusted"));
            Assert.That(listed.Output, Does.Match("other +needs approval \\(.*mcp.json, which lies in the work tree .*\\)"));
            Assert.That(listed.Output, Does.Contain("args[1] added: \"--api-key=…\"").And.Contain("cwd added: \"sub\""));
            Assert.That(trust.ChangesOf("other").EnumerateArray().Select(change => $"{change.GetProperty("place")} {change.GetProperty("change")}"), Is.EqualTo(new[] { "args[1] added", "cwd added" }));
            Assert.That(trust.Other.HasStarted, Is.False);
        }
    }

    [TestCase("--accept")]
    [TestCase("--reset")]
    public void An_unknown_server_is_refused_with_the_nearest(string option)
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        var before = File.ReadAllText(trust.TrustJson);
        var result = trust.Workspace.Run("trust", option, "good", "othr");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Error, Does.Contain("has no server 'othr' (did you mean 'other'?)"));
            Assert.That(result.Output, Is.Empty);
            Assert.That(File.ReadAllText(trust.TrustJson), Is.EqualTo(before), "all or nothing");
        }
    }

    [Test]
    public void Two_wishes_at_once_are_refused()
    {
        using var trust = new TrustWorkspace();
        Assert.That(trust.Workspace.Run("trust", "--accept", "other", "--reset", "good").Error, Does.Contain("give one of --list, --accept, --reset"));
    }

    [Test]
    public void A_server_that_was_reset_alone_is_a_new_one()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        Assert.That(trust.Workspace.Run("trust", "--reset", "other").ExitCode, Is.Zero);
        Assert.That(trust.StateOf("good"), Is.EqualTo("trusted"));
        Assert.That(trust.AssertWaits(), Does.StartWith("it is new in "));
        Assert.That(trust.Workspace.Run("trust", "--accept").ExitCode, Is.Zero);
        trust.Use();
    }

    [Test]
    public void Damaged_pins_are_told_in_one_line_by_every_command()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        File.WriteAllText(trust.TrustJson, "{");
        foreach (var wish in (string[])["--list", "--accept", "--reset"])
        {
            var result = trust.Workspace.Run("trust", wish);
            Assert.That(result.ExitCode, Is.EqualTo(2), wish);
            Assert.That(result.Error, Does.Match("^mcp-gateway: .*trust.json is damaged.*; restore it, or delete it.*\n$"));
        }

        var gateway = trust.Workspace.Open();
        foreach (var server in (string[])["good", "other"]) Assert.That(gateway.Metadata().GetProperty(server).GetProperty("state").GetString(), Is.EqualTo("needs_approval"));
        Assert.That(File.ReadAllText(trust.TrustJson), Is.EqualTo("{"));
    }
}
