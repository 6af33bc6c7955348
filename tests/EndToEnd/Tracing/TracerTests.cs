using System.Diagnostics;
using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Tracing;

public class TracerTests
{
    [Test]
    public void A_call_is_told_to_both_tracers()
    {
        using var traced = new TracedWorkspace();
        traced.Workspace.AddScripted().Answer("two", """{"content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}""");
        var gateway = traced.Open("--enable-guardrails", "basic");
        gateway.ListNames();
        gateway.Write("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"child_two","arguments":{"path":"a"},"_meta":{"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}}""");
        var answer = gateway.ReadAnswer("7");
        // While the gateway runs: nobody waits for its end.
        Deadline.Until("both have it", () => traced.Rows == 2 && traced.Lines.Length == 2);
        using var line = JsonDocument.Parse(traced.Lines[1]);
        string Of(string member) => line.RootElement.GetProperty(member).ToString();
        Assert.That((Of("client"), Of("server"), Of("method"), Of("capability"), Of("name"), Of("outcome")), Is.EqualTo(("raw", "child", "tools/call", "tool", "two", "ok")));
        Assert.That((Of("trace_id"), Of("bytes_out"), Of("arguments")), Is.EqualTo(("0af7651916cd43dd8448eb211c80319c", $"{answer.Length}", """{"path":"a"}""")));
        Assert.That(traced.Query($"SELECT COUNT(*) FROM \"default\" WHERE call_id = '{Of("id")}'"), Is.EqualTo(2));
    }

    [Test]
    public void A_killed_gateway_loses_no_row_that_was_written()
    {
        using var traced = new TracedWorkspace();
        traced.Workspace.AddScripted().AnswerText("plain");
        var gateway = traced.Open("--enable-guardrails", "basic");
        gateway.ListNames();
        // Calls without end, so that it is killed while it writes.
        var calls = Task.Run(() =>
        {
            try
            {
                for (var i = 0; !gateway.HasExited; i++) gateway.WriteCall(FormattableString.Invariant($"{i}"), "child_plain", $$"""{"path":"{{i}}"}""");
            }
            catch (IOException)
            {
                // killed
            }
        });
        Deadline.Until("rows are there", () => traced.Rows > 100);
        var (rows, lines) = (traced.Rows, traced.Lines.Length);
        gateway.Kill();
        gateway.WaitForExit();
        Assert.That(traced.Query("PRAGMA integrity_check"), Is.EqualTo("ok"));
        Assert.That(traced.Rows, Is.GreaterThanOrEqualTo(rows));
        Assert.That(traced.Lines, Has.Length.GreaterThanOrEqualTo(lines));
        Assert.That(calls.Wait(Deadline.Limit), Is.True);
    }

    [Test]
    public void Tracers_that_hang_or_throw_delay_no_call_and_the_gateway_ends()
    {
        const int Calls = 300;
        using var traced = new TracedWorkspace();
        traced.Workspace.AddScripted().AnswerText("plain");
        var gateway = traced.Workspace.Open("--enable-guardrails", "basic", "--plugins-dir", Built.TestTracers, "--enable-tracing", "stuck,throwing,jsonl");
        gateway.ListNames();
        for (var i = 0; i < Calls; i++) Assert.That(gateway.CallText("child_plain", $$"""{"path":"{{Secrets.GitHub}}"}"""), Is.EqualTo("done"));
        Deadline.Until("the third has them all", () => traced.Lines.Length == Calls + 1);
        gateway.AwaitError("tracer throwing failed: InvalidDataException; what it loses is counted, later failures are not reported");
        var clock = Stopwatch.StartNew();
        gateway.CloseInput();
        gateway.WaitForExit();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "five for the one that hangs, and the rest is a busy machine");
        Assert.That(gateway.Error, Does.Contain("tracer stuck did not take its last records in time").And.Contain($"tracer throwing failed on {Calls + 1} record(s), which are lost").And.Not.Contain(Secrets.GitHub));
    }

    [Test]
    public void SQLite_is_loaded_by_the_first_record()
    {
        using var traced = new TracedWorkspace();
        traced.Workspace.AddScripted().AnswerText("plain");
        var gateway = traced.Open("--enable-guardrails", "basic");
        Assert.That(IsLoaded(gateway, "e_sqlite3"), Is.False);
        gateway.ListNames();
        Deadline.Until("the first record is written", () => traced.Lines.Length > 0 && IsLoaded(gateway, "e_sqlite3"));
    }

    private static bool IsLoaded(RawClient gateway, string library) =>
        OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{gateway.ProcessId}/maps").Contains(library, StringComparison.Ordinal) : throw new IgnoreException("the libraries of a process are read from /proc");
}
