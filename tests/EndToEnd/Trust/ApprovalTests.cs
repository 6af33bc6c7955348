using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Trust;

public class ApprovalTests
{
    [Test]
    public void A_changed_argument_in_a_work_tree_waits_while_the_other_server_runs_until_it_is_accepted()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        trust.ChangeArgument();

        Assert.That(trust.AssertWaits(out var gateway), Does.StartWith("args[0] changed in ").And.Contain("which lies in the work tree"));
        var answer = gateway.Call("other_same");
        Assert.That(answer.GetProperty("error").GetProperty("message").GetString(), Does.Contain("(needs_approval)"));
        gateway.CloseInput();
        gateway.WaitForExit();

        var accepted = trust.Workspace.Run("trust", "--accept", "other");
        Assert.That(accepted.ExitCode, Is.Zero, accepted.Error);
        Assert.That(accepted.Output, Does.Match("args\\[0\\]: \".*scripts-other\" → \".*scripts-other/.\""));
        trust.Use();
    }

    [Test]
    public void A_gateway_that_runs_starts_what_is_accepted_meanwhile()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        trust.ChangeArgument();
        trust.AssertWaits(out var gateway);
        Assert.That(trust.Workspace.Run("trust", "--accept", "other").ExitCode, Is.Zero);
        Deadline.Until("it is ready", () => gateway.Metadata().GetProperty("other").GetProperty("state").GetString() == "ready");
        Assert.That(gateway.CallText("other_same"), Is.EqualTo("done"));
    }

    [Test]
    public void A_file_that_changes_under_a_gateway_that_runs_waits_too()
    {
        using var trust = new TrustWorkspace();
        var gateway = trust.Workspace.Open();
        Assert.That(gateway.CallText("other_same"), Is.EqualTo("done"));
        trust.ChangeArgument();
        trust.Workspace.WriteConfiguration();
        Deadline.Until("those who ask from outside see it", () => System.Text.RegularExpressions.Regex.IsMatch(trust.Workspace.Run("list", "servers").Output, "other +needs_approval .*args\\[0\\] changed in "));
        Deadline.Until("it waits", () => gateway.Metadata().GetProperty("other").GetProperty("state").GetString() == "needs_approval");
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
    }

    [Test]
    public void A_changed_variable_waits_and_its_value_is_shown_nowhere()
    {
        using var trust = new TrustWorkspace();
        trust.Workspace.Configure("other")["env"] = new JsonObject { ["NODE_OPTIONS"] = "first-value" };
        trust.Use();
        trust.Workspace.Configure("other")["env"] = new JsonObject { ["NODE_OPTIONS"] = "second-value" };

        Assert.That(trust.AssertWaits(out var gateway), Does.StartWith("env.NODE_OPTIONS changed in "));
        var listed = trust.Workspace.Run("trust");
        var everything = gateway.Error + listed.Output + listed.Error + File.ReadAllText(trust.TrustJson) + trust.Workspace.Run("trust", "--json").Output + trust.Workspace.Run("list", "servers", "--probe", "--json").Output;
        Assert.That(listed.Output, Does.Contain("env.NODE_OPTIONS changed"));
        Assert.That(everything, Does.Not.Contain("first-value").And.Not.Contain("second-value"));
    }

    [Test]
    public void A_changed_envFile_in_the_work_tree_waits()
    {
        using var trust = new TrustWorkspace();
        File.WriteAllText(trust.Workspace.PathOf(".env"), "TOKEN=1");
        trust.Workspace.Configure("other")["envFile"] = trust.Workspace.PathOf(".env");
        trust.Use();
        File.WriteAllText(trust.Workspace.PathOf(".env"), "TOKEN=1\nLD_PRELOAD=/evil.so");

        Assert.That(trust.AssertWaits(), Does.StartWith("LD_PRELOAD changed in " + trust.Workspace.PathOf(".env")));
    }

    [Test]
    public void A_changed_address_waits_and_nothing_is_sent_to_it()
    {
        using var trust = new TrustWorkspace();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var remote = trust.Workspace.AddRemote("remote", "http://127.0.0.1:1/mcp?key=first-key");
        trust.Use();
        remote["url"] = $"http://{listener.LocalEndpoint}/mcp?key=second-key";

        var gateway = trust.Workspace.Open();
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        var metadata = gateway.Metadata().GetProperty("remote");
        Assert.That(metadata.GetProperty("state").GetString(), Is.EqualTo("needs_approval"));
        var listed = trust.Workspace.Run("trust");
        var login = trust.Workspace.Run("login", "remote", "--no-browser");
        Assert.That(login.ExitCode, Is.EqualTo(2));
        Assert.That(login.Error, Does.Contain("needs your approval before you sign in"));
        Assert.That(listener.Pending(), Is.False, "nobody has connected");
        Assert.That(listed.Output, Does.Contain($"url: \"http://127.0.0.1:1/mcp?…\" → \"http://{listener.LocalEndpoint}/mcp?…\""));
        Assert.That(listed.Output + gateway.Error + metadata + login.Error, Does.Not.Contain("first-key").And.Not.Contain("second-key"));
    }

    [Test]
    public void A_new_server_in_a_known_file_waits()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        var added = trust.Workspace.AddScripted("added").AnswerText("same");
        var gateway = trust.Workspace.Open();
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        Assert.That(gateway.Metadata().GetProperty("added").GetProperty("error").GetString(), Does.StartWith("it is new in "));
        Assert.That(added.HasStarted, Is.False);
    }

    [Test]
    public void The_commands_that_start_servers_obey_too()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        trust.ChangeArgument();

        var called = trust.Workspace.Run("call", "other_same");
        var listed = trust.Workspace.Run("list", "servers", "--probe");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(called.ExitCode, Is.EqualTo(3));
            Assert.That(called.Error, Does.Contain("args[0] changed in "));
            // The columns between state and reason are another test's.
            Assert.That(listed.Output, Does.Match("other +needs_approval .*args\\[0\\] changed in "));
            Assert.That(trust.Other.HasStarted, Is.False);
        }
    }

    [Test]
    public void After_a_reset_the_next_use_is_the_first()
    {
        using var trust = new TrustWorkspace();
        trust.Use();
        trust.ChangeArgument();
        trust.AssertWaits();
        Assert.That(trust.Workspace.Run("trust", "--reset").ExitCode, Is.Zero);
        Assert.That(trust.StateOf("other"), Is.EqualTo("unused"));
        trust.Use();
        Assert.That(trust.StateOf("other"), Is.EqualTo("trusted"));
    }

    [Test]
    public void A_change_in_a_file_of_the_users_own_is_trusted_with_one_line()
    {
        using var trust = new TrustWorkspace(isWorkTree: false);
        trust.Use();
        trust.ChangeArgument();
        Assert.That(trust.StateOf("other"), Is.EqualTo("changed"));
        var gateway = trust.Workspace.Open();
        Assert.That(gateway.CallText("other_same"), Is.EqualTo("done"));
        Assert.That(gateway.Error.Split('\n').Count(line => line.Contains("server 'other': args[0] changed in ")), Is.EqualTo(1), gateway.Error);
        Assert.That(trust.StateOf("other"), Is.EqualTo("trusted"));
    }

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void A_change_in_a_file_that_others_may_write_waits()
    {
        using var trust = new TrustWorkspace(isWorkTree: false);
        var path = trust.Workspace.WriteConfiguration();
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
        var first = trust.Workspace.Open();
        Assert.That(first.CallText("other_same"), Is.EqualTo("done"), "trusted at its first use");
        Assert.That(first.Error, Does.Contain("is trusted as it stands now, and other users of this machine may change it"));
        first.CloseInput();
        first.WaitForExit();
        File.Delete(Path.Combine(trust.Workspace.PathOf("scripts-other"), "pid"));
        trust.ChangeArgument();

        Assert.That(trust.AssertWaits(), Does.Contain("which other users of this machine may change"));
    }
}
