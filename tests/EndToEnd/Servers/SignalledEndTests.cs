using EndToEnd.Running;

namespace EndToEnd.Servers;

public class SignalledEndTests
{
    /// <summary>What npm's clients do when they close a server: they end its input, and signal it when that was not enough for them.</summary>
    [Test]
    public void A_signal_while_the_gateway_waits_for_its_server_leaves_no_server_behind()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("any").On("end", "touch ending", "hang");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        var process = child.ProcessId;
        gateway.CloseInput();
        child.AwaitFile("ending");

        gateway.Signal(15);
        gateway.WaitForExit();

        try
        {
            Deadline.Until("the server has ended", () => !Processes.IsRunning(process), TimeSpan.FromSeconds(5));
        }
        finally
        {
            if (Processes.IsRunning(process)) RawClient.Signal(process, 9);
        }
    }
}
