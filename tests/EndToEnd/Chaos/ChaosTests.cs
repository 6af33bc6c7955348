using System.Diagnostics;
using System.Globalization;
using EndToEnd.Running;

namespace EndToEnd.Chaos;

// Alone: it measures memory and keeps every core busy.
[NonParallelizable]
[Platform("Linux", Reason = "processes are found by their mark in /proc")]
public class ChaosTests
{
    private const int Servers = 10;
    private const int Window = 40;

    // By hand, with SOAK_CALLS: long. CHAOS_CALLS and CHAOS_SEED play again what went wrong.
    private static readonly int Calls = Number("CHAOS_CALLS") ?? (Number("SOAK_CALLS") >= 1_000_000 ? 100_000 : 1_000);
    private static readonly bool IsLong = Calls > 5_000;

    // In megabytes. A short run still compiles and fills its pools.
    private static readonly double Growth = IsLong ? 24 : 48;

    [Test]
    public void Every_call_is_answered_once_whatever_happens_to_the_servers_and_nothing_is_left()
    {
        var seed = Number("CHAOS_SEED") ?? (Number("SOAK_CALLS") >= 1_000_000 ? Environment.TickCount : 1); // a build that breaks by chance helps nobody
        using var workspace = new Workspace();
        var gateway = Open(workspace);
        var (plan, marked) = (new ChaosPlan(seed, Servers), MarkedProcesses.Of(gateway.ProcessId));
        var ledger = new ChaosLedger(plan, Calls);
        try
        {
            var (warm, end) = Play(gateway, plan, marked, ledger, Calls);
            TestContext.Out.WriteLine(FormattableString.Invariant($"seed {seed}: {ledger}; resident {warm:0} MB at a quarter, {end:0} MB at the end"));
            Assert.That(end, Is.LessThan(warm + Growth), "megabytes resident");
            Assert.That(ledger.Results, Is.GreaterThan(Calls / 10), "servers that are down refuse quicker than the others answer, but not all are down");
            AssertCalm(gateway, marked);
            gateway.CloseInput();
            Assert.That(gateway.WaitForExit(), Is.Zero);
            Deadline.Until("nothing that carries the gateway's mark is left", () => marked.Now().Length == 0);
        }
        catch (Exception exception)
        {
            Assert.Fail($"CHAOS_SEED={seed}: {ledger}; open: {string.Join(' ', ledger.Open.Take(20))}\n{exception}\n{gateway.Error}");
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RawClient Open(Workspace workspace)
    {
        for (var server = 0; server < Servers; server++) workspace.Add($"s{server}", Built.Child, "chaos");
        workspace.Set("callTimeout", 2);
        workspace.Set("hangTimeout", 2); // one whose output a grandchild holds open has not ended, and is deaf
        workspace.Set("restartDelay", 0.05);
        workspace.Set("maxRestartDelay", 0.2);
        workspace.Environment["LOGLEVEL"] = "warning";
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        return gateway;
    }

    private static (double Warm, double End) Play(RawClient gateway, ChaosPlan plan, MarkedProcesses marked, ChaosLedger ledger, int calls)
    {
        using var window = new SemaphoreSlim(Window);
        var writing = Task.Run(() =>
        {
            for (var number = 1; number <= calls; number++)
            {
                window.Wait();
                var call = plan.Call(number);
                call.WriteTo(gateway);
                if (call.IsCancelled) window.Release(); // nobody waits for it
                if (number % ChaosPlan.CallsPerKill == 0 && marked.Servers() is { Length: > Servers / 2 } servers) RawClient.Signal(servers[plan.Victim(number, servers.Length)], 9);
            }
        });
        var expected = Enumerable.Range(1, calls).Count(number => !plan.Call(number).IsCancelled);
        var warm = 0d;
        while (ledger.Answered < expected)
        {
            if (!ledger.Enter(gateway.Read())) continue;
            window.Release();
            if (ledger.Answered == expected / 4) warm = Resident(gateway);
        }

        writing.GetAwaiter().GetResult();
        return (warm, Resident(gateway));
    }

    // The storm is over: every server comes back by itself, and there is one process of each.
    private static void AssertCalm(RawClient gateway, MarkedProcesses marked)
    {
        Deadline.Until("all servers are ready", () =>
        {
            var metadata = gateway.Metadata();
            return Enumerable.Range(0, Servers).All(server => metadata.GetProperty($"s{server}").GetProperty("state").GetString() == "ready");
        });
        for (var server = 0; server < Servers; server++) Assert.That(gateway.CallText($"s{server}_write", """{"number":0,"act":"answer"}"""), Is.EqualTo("0"));
        Deadline.Until("there is one process of each server", () => marked.Servers().Length == Servers);
    }

    private static double Resident(RawClient gateway)
    {
        using var process = Process.GetProcessById(gateway.ProcessId);
        return process.WorkingSet64 / 1e6;
    }
}
