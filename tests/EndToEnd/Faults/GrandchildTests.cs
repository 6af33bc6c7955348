using System.Globalization;
using EndToEnd.Running;
using EndToEnd.Servers;
using static EndToEnd.Faults.FaultyWorkspace;

namespace EndToEnd.Faults;

/// <summary>What a server has started goes when the server goes, however that is.</summary>
[Platform("Linux,MacOsX")]
public class GrandchildTests
{
    private static (RawClient Gateway, int Grandchild) Fork(FaultyWorkspace faulty)
    {
        faulty.Bad.On("call-fork", "grandchild forked", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""")
            .On("call-die", "first died exit 7", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""");
        var gateway = faulty.Open();
        gateway.CallText("bad_fork");
        var id = int.Parse(File.ReadAllText(Path.Combine(faulty.Workspace.PathOf("scripts-bad"), "forked")), CultureInfo.InvariantCulture);
        Assert.That(Processes.IsRunning(id), Is.True);
        return (gateway, id);
    }

    private static void AwaitEnd(int process) => Deadline.Until("the grandchild has ended", () => !Processes.IsRunning(process));

    [Test]
    public void They_go_with_a_server_that_crashes_which_is_started_again()
    {
        using var faulty = new FaultyWorkspace();
        var (gateway, grandchild) = Fork(faulty);
        AssertError(gateway.Call("bad_die"), ServerLost);
        AwaitEnd(grandchild);
        Assert.That(gateway.CallText("bad_die"), Is.EqualTo("done"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void They_go_with_the_gateway()
    {
        using var faulty = new FaultyWorkspace();
        var (gateway, grandchild) = Fork(faulty);
        gateway.CloseInput();
        gateway.WaitForExit();
        AwaitEnd(grandchild);
    }

    [Test]
    public void They_go_with_a_gateway_that_is_killed()
    {
        using var faulty = new FaultyWorkspace();
        var (gateway, grandchild) = Fork(faulty);
        var server = faulty.Bad.ProcessId;
        gateway.Kill();
        AwaitEnd(grandchild);
        Deadline.Until("the server has ended", () => !Processes.IsRunning(server));
    }
}
