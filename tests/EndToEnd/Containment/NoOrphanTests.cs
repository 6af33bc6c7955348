using EndToEnd.Running;
using EndToEnd.Plugins;
using EndToEnd.Servers;

namespace EndToEnd.Containment;

/// <summary>However the gateway goes, nothing that it has started survives it.</summary>
[Platform("Linux")]
public class NoOrphanTests
{
    private const int EndOfInput = 0;
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    private static void End(RawClient gateway, int how)
    {
        if (how == EndOfInput) gateway.CloseInput();
        else gateway.Signal(how);
        gateway.ReadToEnd(); // the client sees the end of the output, whoever lives on
        gateway.WaitForExit();
    }

    [Test]
    public void No_escape_helps([Values(EndOfInput, Interrupt, Terminate, Kill)] int how)
    {
        using var workspace = new Workspace();
        ScriptedChild[] children = [.. Escapes.All.Select(workspace.AddEscape)];
        var gateway = workspace.Open();
        foreach (var kind in Escapes.All) Assert.That(gateway.CallText(kind + "_same"), Is.EqualTo("done"));
        Assert.That(Survivors.Of(workspace), Has.Count.GreaterThanOrEqualTo(children.Length + 5), "the gateway, its servers, and what they have started");
        End(gateway, how);
        Survivors.AwaitNone(workspace);
    }

    [Test]
    public void A_crash_leaves_nothing_either()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Exits");
        foreach (var kind in Escapes.All) workspace.AddEscape(kind);
        var gateway = workspace.Open("--enable-guardrails", "crashes");
        foreach (var kind in Escapes.All) Assert.That(gateway.CallText(kind + "_same"), Is.EqualTo("done"));
        gateway.WriteCall("1", "plain_same", """{"text":"swordfish"}""");
        gateway.ReadToEnd();
        Assert.That(gateway.WaitForExit(), Is.EqualTo(134), "SIGABRT, by which the runtime ends");
        Survivors.AwaitNone(workspace);
    }

    // What some clients do to a server that does not end: they look for its children, and kill them with it.
    [Test]
    public void A_client_that_kills_the_gateway_with_its_children_leaves_nothing_either()
    {
        using var workspace = new Workspace();
        foreach (var kind in Escapes.All) workspace.AddEscape(kind);
        var gateway = workspace.Open();
        foreach (var kind in Escapes.All) Assert.That(gateway.CallText(kind + "_same"), Is.EqualTo("done"));
        gateway.KillTree();
        Survivors.AwaitNone(workspace);
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(10)]
    public void A_gateway_that_is_killed_while_it_starts_ten_servers_leaves_none(int started)
    {
        using var workspace = new Workspace();
        ScriptedChild[] children = [.. Enumerable.Range(0, 10).Select(n => workspace.AddScripted($"deaf{n}").On("start", "ignore-sigterm").On("end", "hang"))];
        var gateway = workspace.Start();
        Deadline.Until("some have started", () => children.Count(child => child.HasStarted) >= started);
        End(gateway, Kill);
        Survivors.AwaitNone(workspace);
    }

    [Test]
    public void A_server_that_npx_has_started_is_ended([Values(EndOfInput, Terminate, Kill)] int how)
    {
        using var workspace = new Workspace();
        workspace.RequireNpm("server-everything");
        workspace.Add("npx", "npx", "--no-install", "mcp-server-everything")["cwd"] = Path.Combine(Built.Repository, "tests", "EndToEnd", "servers");
        var gateway = workspace.Open();
        Assert.That(gateway.ListNames(), Does.Contain("npx_echo"));
        Assert.That(Survivors.Of(workspace), Has.Count.GreaterThanOrEqualTo(3), "the gateway, npx, and its node");
        End(gateway, how);
        Survivors.AwaitNone(workspace);
    }

    [Test]
    public void A_gateway_below_a_gateway_goes_with_all_of_its_servers([Values(EndOfInput, Kill)] int how)
    {
        using var workspace = new Workspace();
        var child = workspace.AddEscape("daemon");
        var inner = workspace.PathOf("inner.json");
        File.Copy(workspace.WriteConfiguration(), inner);
        workspace.Add("inner", Built.Gateway, "--mcp-json-path", inner);
        var gateway = workspace.Open();
        Assert.That(gateway.CallText("inner_daemon_same"), Is.EqualTo("done"));
        Assert.That(gateway.CallText("daemon_same"), Is.EqualTo("done"));
        _ = child.ProcessId;
        End(gateway, how);
        Survivors.AwaitNone(workspace);
    }

    [Test]
    public void The_watcher_goes_too([Values(EndOfInput, Kill)] int how)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.Open();
        gateway.ListNames();
        var watcher = Survivors.ReaderOf(gateway.ProcessId, "mcp-gateway-watcher");
        End(gateway, how);
        Deadline.Until("the watcher has ended", () => !Processes.IsRunning(watcher));
    }

    [Test]
    public void A_server_that_ends_leaves_no_zombie_and_nothing_of_its_own()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On("call-crash", "exit 3");
        child.Configuration["args"] = new System.Text.Json.Nodes.JsonArray("-c", "sleep 1000 & \"$0\" \"$1\"", Built.Child, child.Configuration["args"]![0]!.GetValue<string>());
        child.Configuration["command"] = "sh";
        child.Configuration["restart"] = false;
        var gateway = workspace.Open();
        Assert.That(gateway.Call("child_crash").GetProperty("error").GetProperty("message").GetString(), Does.Contain("exit code 3"));
        Deadline.Until("only the gateway is left", () => Survivors.Of(workspace).Count == 1);
        Deadline.Until("no zombie is left", () => Survivors.ZombiesOf(gateway.ProcessId).Count == 0);
    }

    [Test]
    public void A_plain_start_loads_none_of_the_frameworks_own_processes()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.Open();
        gateway.CallText("child_same");
        Assert.That(File.ReadAllText($"/proc/{gateway.ProcessId}/maps"), Does.Not.Contain("System.Diagnostics.Process.dll"));
    }
}
