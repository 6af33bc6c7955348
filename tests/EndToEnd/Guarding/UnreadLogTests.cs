using System.Diagnostics;
using System.Text;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

public class UnreadLogTests
{
    // Twice what a pipe holds, a line a message.
    private const int Messages = 1500;

    [Test]
    public void A_client_that_never_reads_stderr_gets_all_its_answers()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", Secrets.GitHub);
        using var gateway = Process.Start(GatewayStart.Of(["--mcp-json-path", workspace.WriteConfiguration(), "--enable-guardrails", "basic"], workspace.Environment, workspace.Folder))!; // never null without the shell
        try
        {
            var answers = Task.Run(() => Read(gateway));
            Write(gateway, """{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"} } }""");
            for (var id = 0; id < Messages; id++) Write(gateway, $$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"child_same","arguments":{"a":"{{Secrets.Aws}}"} } }""");
            Assert.That(answers.Wait(Deadline.Limit), Is.True, "the gateway waits for somebody to read its log");
        }
        finally
        {
            gateway.Kill(entireProcessTree: true);
        }
    }

    private static void Read(Process gateway)
    {
        for (var lines = 0; lines <= Messages; lines++) Assert.That(gateway.StandardOutput.ReadLine(), Is.Not.Null);
    }

    private static void Write(Process gateway, string message)
    {
        gateway.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(message + "\n"));
        gateway.StandardInput.BaseStream.Flush();
    }
}
