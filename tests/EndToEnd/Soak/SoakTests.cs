using System.Diagnostics;
using System.Globalization;
using EndToEnd.Running;

namespace EndToEnd.Soak;

// Alone: it measures memory and keeps every core busy.
[NonParallelizable]
[Platform("Linux", Reason = "the memory of a process is read from /proc")]
public class SoakTests
{
    private const int FewestOfLong = 200_000;

    /// <summary>20,000 in the CI, a million by hand: SOAK_CALLS.</summary>
    private static readonly int Calls = int.Parse(Environment.GetEnvironmentVariable("SOAK_CALLS") ?? "20000", CultureInfo.InvariantCulture);

    // In megabytes. A short run still compiles and fills its pools, so it sees messages that are kept (6 KB on average); the long one
    // sees a hundred bytes a call.
    private static readonly double Growth = Calls < FewestOfLong ? 64 : 16;

    [Test]
    public void Calls_without_end_are_each_answered_once_and_take_no_more_memory_over_stdio()
    {
        using var workspace = new Workspace();
        workspace.Add("soak", Built.Child, "soak", Secrets.HuggingFace);
        AssertIsFlat(workspace);
    }

    [Test]
    public void Calls_without_end_are_each_answered_once_and_take_no_more_memory_over_http()
    {
        using var workspace = new Workspace();
        using var server = Process.Start(new ProcessStartInfo(Built.Child, ["soak-http", Secrets.HuggingFace]) { RedirectStandardInput = true, RedirectStandardOutput = true })!; // never null without the shell
        workspace.AddRemote("soak", server.StandardOutput.ReadLine()!);
        try
        {
            AssertIsFlat(workspace);
        }
        finally
        {
            server.StandardInput.Close(); // that is what it ends at
        }
    }

    private static void AssertIsFlat(Workspace workspace)
    {
        var clock = Stopwatch.StartNew();
        workspace.Environment["LOGLEVEL"] = "warning"; // else a line for each secret
        var start = GatewayStart.Of(["--mcp-json-path", workspace.WriteConfiguration(), "--enable-guardrails", "basic"], workspace.Environment, workspace.Folder);
        using var client = new SoakClient(start, Calls);
        client.Run();
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{client.Ledger}; {client.Memory}; {clock.Elapsed.TotalSeconds:0} s"));
        Assert.Multiple(() =>
        {
            Assert.That(client.Ledger.Changes, Is.AtLeast(1), "changes of the list");
            Assert.That(client.Memory.End, Is.LessThan(client.Memory.Quarter + Growth), "megabytes resident");
            Assert.That(client.Memory.WritableAtEnd, Is.LessThan(client.Memory.WritableAtQuarter + Growth), "megabytes writable");
        });
    }
}
