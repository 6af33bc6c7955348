using EndToEnd.Running;

namespace EndToEnd.Calls;

// Alone: it measures memory and moves hundreds of megabytes.
[NonParallelizable]
public class BackPressureTests
{
    private const int Calls = 200;
    private const int Busy = -31081;
    private const long Bound = 600_000_000;

    private static readonly string Megabyte = string.Concat(Enumerable.Repeat("an ordinary line of text, ", 38_000));

    private static void AssertEachCallIsAnswered(RawClient gateway)
    {
        var open = Enumerable.Range(1, Calls).ToHashSet();
        while (open.Count > 0)
        {
            var answer = RawClient.Parse(gateway.Read());
            Assert.That(open.Remove(answer.GetProperty("id").GetInt32()), Is.True, "one answer to each call");
            if (answer.TryGetProperty("error", out var error)) Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(Busy));
        }

        Assert.That(gateway.PeakMemory, Is.LessThan(Bound));
        Assert.That(gateway.Request("ping").GetProperty("result").GetRawText(), Is.EqualTo("{}"));
    }

    private static void WriteAll(RawClient gateway)
    {
        var writing = Task.Run(() =>
        {
            for (var i = 1; i <= Calls; i++) gateway.WriteCall(FormattableString.Invariant($"{i}"), "child_echo", $$"""{"text":"{{Megabyte}}"}""");
        });
        Assert.That(writing.Wait(TimeSpan.FromSeconds(60)), Is.True, "the gateway reads whatever its client does not read");
    }

    [Test]
    public void A_client_that_writes_200_megabytes_and_reads_late_gets_an_answer_to_each_call()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-echo", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{line}}]}}""");
        var gateway = workspace.OpenGuarded();
        WriteAll(gateway);
        AssertEachCallIsAnswered(gateway);
    }

    [Test]
    public void A_server_that_stops_reading_makes_its_calls_busy_and_memory_stays_bounded()
    {
        const int Stop = 19;
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("echo");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        Assert.That(RawClient.Signal(child.ProcessId, Stop), Is.Zero);

        WriteAll(gateway);

        var answer = RawClient.Parse(gateway.Read());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(Busy));
            Assert.That(gateway.PeakMemory, Is.LessThan(Bound));
            Assert.That(gateway.Request("ping").GetProperty("result").GetRawText(), Is.EqualTo("{}"));
        }

        RawClient.Signal(child.ProcessId, 9);
    }
}
