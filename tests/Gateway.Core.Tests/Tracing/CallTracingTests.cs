using System.Text;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Tracing;

namespace Gateway.Core.Tests.Tracing;

public class CallTracingTests
{
    private const int Longest = 64 * 1024;

    private static readonly MessageInfo Info = new() { Direction = Direction.ToServer, Method = "tools/call", Server = "s", Tool = "t" };

    private static InFlight Call(TimeProvider time) => new()
    {
        OriginalId = "1"u8.ToArray(), Key = RequestId.Of("1"u8), Method = "tools/call", Request = Info, Answer = Info, Started = time.GetTimestamp(),
    };

    private static Frame Read(string json)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(json));
        Assert.That(EnvelopeReader.Read(frame, 64), Is.EqualTo(FrameFault.None));
        return frame;
    }

    private static async Task<CallRecord> RecordAsync(bool wantsPayloads, string arguments, string? result, Action<InFlight>? prepare = null)
    {
        var tracer = new TestTracer();
        var pump = new TracerPump("t", tracer, wantsPayloads, new TestLog());
        var tracing = new CallTracing([pump], TimeProvider.System);
        Assert.That(tracing.IsEmpty, Is.False);
        var call = Call(TimeProvider.System);
        tracing.KeepArguments(call, Read($$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{{arguments}} } }"""));
        prepare?.Invoke(call);
        tracing.Record(call, "ok", result is null ? null : Read($$"""{"jsonrpc":"2.0","id":1,"result":{{result}} }"""));
        await pump.DisposeAsync();
        return tracer.Records.Single();
    }

    private static string TextOf(int length) => $"\"{new string('x', length - 2)}\"";

    [Test]
    public async Task Payloads_are_kept_for_who_wants_them_only()
    {
        var with = await RecordAsync(true, """{"a":"é"}""", """{"content":[]}""");
        Assert.That((with.Arguments, with.Result, with.Outcome, with.Request), Is.EqualTo(("""{"a":"é"}""", """{"content":[]}""", "ok", Info)));
        var without = await RecordAsync(false, "{}", "{}");
        Assert.That((without.Arguments, without.Result), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That((await RecordAsync(true, "{}", null)).Result, Is.Null);
    }

    [Test]
    public async Task A_payload_over_the_limit_is_not_kept()
    {
        var exact = await RecordAsync(true, TextOf(Longest), TextOf(Longest));
        Assert.That((exact.Arguments?.Length, exact.Result?.Length), Is.EqualTo(((int?)Longest, (int?)Longest)));
        var over = await RecordAsync(true, TextOf(Longest + 1), TextOf(Longest + 1));
        Assert.That((over.Arguments, over.Result), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task Findings_and_times_are_told()
    {
        var record = await RecordAsync(false, "{}", null, call =>
        {
            var counts = new FindingCounts();
            counts.Add("jwt", 2);
            call.Count(counts);
            call.SentAt = call.Started;
            call.AnsweredAt = call.Started + TimeSpan.FromSeconds(1).Ticks;
        });
        Assert.That(record.Findings, Is.EqualTo(new Dictionary<string, int> { ["jwt"] = 2 }));
        Assert.That(record.Server, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(record.Time, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void Without_tracers_nothing_is_kept()
    {
        var tracing = new CallTracing([], TimeProvider.System);
        var call = Call(TimeProvider.System);
        tracing.KeepArguments(call, Read("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"arguments":{}}}"""));
        tracing.Record(call, "ok", null);
        Assert.That((tracing.IsEmpty, call.TracedArguments), Is.EqualTo((true, (string?)null)));
    }

    [Test]
    public async Task Every_record_has_an_id_of_its_own()
    {
        var tracer = new TestTracer();
        var pump = new TracerPump("t", tracer, false, new TestLog());
        var tracing = new CallTracing([pump], TimeProvider.System);
        Parallel.For(0, 500, _ => tracing.Record(Call(TimeProvider.System), "ok", null));
        await pump.DisposeAsync();
        Assert.That(tracer.Records.Select(record => record.Id), Is.Unique);
        Assert.That(tracer.Records, Has.Length.EqualTo(500));
    }
}
