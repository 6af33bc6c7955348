using EndToEnd.Running;

namespace EndToEnd.Servers;

public class EndTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(10);

    private static void AssertAllEnd(RawClient gateway, params ScriptedChild[] children)
    {
        int[] ids = [.. children.Select(child => child.ProcessId)];
        gateway.WaitForExit(Seconds);
        Deadline.Until("every child has ended", () => !Array.Exists(ids, Processes.IsRunning), Seconds);
    }

    private static (RawClient Gateway, ScriptedChild[] Children) Open(Workspace workspace, params string[] endSteps)
    {
        ScriptedChild[] children = [workspace.AddScripted("one").AnswerText("same"), workspace.AddScripted("two").AnswerText("same")];
        if (endSteps.Length > 0) children[1].On("end", endSteps);
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        return (gateway, children);
    }

    [Test]
    public void The_end_of_the_input_ends_the_gateway_and_every_child()
    {
        using var workspace = new Workspace();
        var (gateway, children) = Open(workspace);
        gateway.CloseInput();
        AssertAllEnd(gateway, children);
        Assert.That(gateway.WaitForExit(), Is.Zero);
    }

    [TestCase(Terminate)]
    [TestCase(Interrupt)]
    public void A_signal_ends_the_gateway_and_every_child(int signal)
    {
        using var workspace = new Workspace();
        var (gateway, children) = Open(workspace);
        gateway.Signal(signal);
        AssertAllEnd(gateway, children);
    }

    [TestCase(Terminate)]
    [TestCase(Interrupt)]
    public void A_signal_ends_a_gateway_whose_client_never_spoke(int signal)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted();
        var gateway = workspace.Start("--enable-guardrails", "basic");
        _ = child.ProcessId;
        gateway.Signal(signal);
        AssertAllEnd(gateway, child);
    }

    [Test]
    public void A_child_that_ignores_the_end_of_its_input_is_ended()
    {
        using var workspace = new Workspace();
        var (gateway, children) = Open(workspace, "hang");
        gateway.CloseInput();
        AssertAllEnd(gateway, children);
    }

    [Test]
    public void A_child_that_also_ignores_SIGTERM_is_killed()
    {
        using var workspace = new Workspace();
        var (gateway, children) = Open(workspace, "ignore-sigterm", "hang");
        gateway.CloseInput();
        AssertAllEnd(gateway, children);
    }

    [Test]
    public void A_child_that_hangs_at_its_start_is_ended_too()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On("start", "hang");
        var gateway = workspace.OpenGuarded();
        _ = child.ProcessId;
        gateway.CloseInput();
        AssertAllEnd(gateway, child);
    }

    [Test]
    public void Calls_in_flight_do_not_hold_the_end()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On("call-never", "touch called", "hang");
        var gateway = workspace.OpenGuarded();
        gateway.WriteCall("1", "child_never");
        child.AwaitFile("called");
        gateway.CloseInput();
        AssertAllEnd(gateway, child);
    }
}
