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
    private const int CallsOfLong = 100_000;
    private const int CallsOfShort = 1_000;

    // By hand, with SOAK_CALLS: long.
    private static readonly bool IsLong = int.Parse(Environment.GetEnvironmentVariable("SOAK_CALLS") ?? "0", CultureInfo.InvariantCulture) >= 1_000_000;

    // In megabytes. A short run still compiles and fills its pools.
    private static readonly double Growth = IsLong ? 24 : 48;

    [Test]
    public void Every_call_is_answered_once_whatever_happens_to_the_servers_and_nothing_is_left()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
        var calls = IsLong ? CallsOfLong : CallsOfShort;
        using var workspace = new Workspace();
        var gateway = Open(workspace);
        var (plan, marked) = (new ChaosPlan(seed, Servers), MarkedProcesses.Of(gateway.ProcessId));
        var ledger = new ChaosLedger(plan, calls);
        try
        {
            var (warm, end) = Play(gateway, plan, marked, ledger, calls);
            TestContext.Out.WriteLine(FormattableString.Invariant($"seed {seed}: {ledger}; resident {warm:0} MB at a quarter, {end:0} MB at the end"));
            Assert.That(end, Is.LessThan(warm + Growth), "megabytes resident");
            Assert.That(ledger.Results, Is.GreaterThan(calls / 3), "most servers answer most of the time");
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

    private static RawClient Open(Workspace workspace)
    {
        for (var server = 0; server < Servers; server++) workspace.Add($"s{server}", Built.Child, "chaos");
        workspace.Set("callTimeout", 2);
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
                if (number % ChaosPlan.CallsPerKill == 0 && marked.Servers() is { Length: > 0 } servers) RawClient.Signal(servers[plan.Victim(number, servers.Length)], 9);
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
