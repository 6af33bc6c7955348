using System.Text.Json;
using EndToEnd.Running;
using EndToEnd.Servers;

namespace EndToEnd.Plugins;

/// <summary>What plugins do that no guardrail should, as far as .NET lets us contain it.</summary>
public class MisbehaviourTests
{
    [Test]
    public void What_a_plugin_prints_goes_to_stderr_and_what_it_reads_is_empty()
    {
        using var workspace = new Workspace();
        var (child, gateway) = workspace.OpenWith("Talks", "talks");
        for (var id = 1; id <= 3; id++)
        {
            // Written before the answer is read, so that there is something to steal.
            gateway.WriteCall($"{id}", "child_same", """{"a":"swordfish"}""");
            gateway.WriteCall($"{id}0", "child_same", """{"a":"cod"}""");
            foreach (var answer in (string[])[gateway.Read(), gateway.Read()]) Assert.That(RawClient.TextOf(RawClient.Parse(answer)), Is.EqualTo("a <TALK> swims"));
        }

        Assert.That(child.AwaitReceived("<TALK>"), Does.Contain("\"a\":\"<TALK>\""));
        foreach (var place in (string[])["constructor", "find"])
        {
            gateway.AwaitError($"console out in {place}");
            gateway.AwaitError($"console in: 0 in {place}");
            if (OperatingSystem.IsWindows()) continue; // the plugin tries it on Unix only
            gateway.AwaitError($"native out in {place}");
            gateway.AwaitError($"native in: 0 in {place}");
        }

        gateway.CloseInput();
        Assert.That(gateway.ReadToEnd(), Is.Empty);
        Assert.That(gateway.WaitForExit(), Is.Zero);
    }

    [Test]
    public void A_plugin_that_exits_takes_the_servers_along_and_is_no_good_end()
    {
        using var workspace = new Workspace();
        var (child, gateway) = workspace.OpenWith("Exits", "exits");
        child.On("end", "hang");
        gateway.ListNames();
        var server = child.ProcessId;
        gateway.WriteCall("1", "child_same");
        Assert.That(gateway.ReadToEnd(), Is.Empty);
        Assert.That(gateway.WaitForExit(), Is.EqualTo(5));
        Assert.That(gateway.Error, Does.Contain("the gateway ends: a plugin called Environment.Exit (exits ran); every server is ended first"));
        Assert.That(Processes.IsRunning(server), Is.False);
    }

    [Test]
    public void A_plugin_that_exits_in_its_constructor_is_no_good_end_either()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same");
        workspace.Dropped().Add("Exits");
        var result = workspace.Run("serve", "--enable-guardrails", "exits-early");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((5, "")));
        Assert.That(result.Error, Does.Contain("a plugin called Environment.Exit (exits-early ran)"));
        if (child.HasStarted) Deadline.Until("the server has ended", () => !Processes.IsRunning(child.ProcessId));
    }

    [Test]
    public void What_a_plugin_throws_on_threads_of_its_own_is_told_by_type_and_place_and_ends_nothing()
    {
        using var workspace = new Workspace();
        var (_, gateway) = workspace.OpenWith("Explodes", "explodes");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <BANG> swims"));
        foreach (var place in (string[])["ExplodesGuardrail.ThrowOnThread", "ExplodesGuardrail.ThrowInPool", "ExplodesGuardrail.ThrowInTimer", "Finalized.Throw"])
            gateway.AwaitError($"plugin Explodes threw System.FormatException at {place} on a thread or in a finalizer of its own: the gateway goes on, the plugin may not");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <BANG> swims"));
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
        Assert.That(gateway.Error, Does.Not.Contain("swordfish").And.Not.Contain("Unhandled exception"));
    }

    [Test]
    public void Timers_and_threads_that_a_plugin_leaves_behind_do_not_hold_the_end()
    {
        using var workspace = new Workspace();
        var (_, gateway) = workspace.OpenWith("Lingers", "lingers");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <LINGER> swims"));
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
    }

    [Test]
    public void A_plugin_that_never_comes_back_from_its_end_does_not_hold_the_gateways()
    {
        using var workspace = new Workspace();
        var (_, gateway) = workspace.OpenWith("Lingers", "clings");
        gateway.Call("child_same");
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
    }

    [TestCase("blocks", "TEXTGUARDRAILTIMEOUT")]
    [TestCase("deaf", "MESSAGEGUARDRAILTIMEOUT")]
    public void A_plugin_that_never_comes_back_costs_its_message_and_not_the_session(string name, string setting)
    {
        using var workspace = new Workspace();
        workspace.Set(setting, "0.2");
        var (_, gateway) = workspace.OpenWith("Lingers", name);
        AssertRefused(gateway.Call("child_same"));
        Assert.That(gateway.Request("ping").GetProperty("id").GetString(), Is.EqualTo("request"));
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
    }

    [TestCase("strays")]
    [TestCase("invents")]
    public void A_finding_outside_the_text_or_of_an_undeclared_kind_is_a_failure(string name)
    {
        using var workspace = new Workspace();
        var (_, gateway) = workspace.OpenWith("Strays", name);
        AssertRefused(gateway.Call("child_same"));
        gateway.AwaitError(name);
        AssertRefused(gateway.Call("child_same", id: "2"));
    }

    private static void AssertRefused(JsonElement answer)
    {
        Assert.That(answer.GetRawText(), Does.Not.Contain(PluginWorkspace.Word));
        Assert.That(answer.TryGetProperty("error", out _) || answer.GetProperty("result").GetProperty("isError").GetBoolean(), Is.True);
    }
}
