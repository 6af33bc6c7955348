namespace Gateway.Testing.Tests.Tracing;

internal sealed class TraceTests
{
    [Test]
    public async Task Records_arrive_in_order_and_in_batches()
    {
        CallRecord[] records = [.. Enumerable.Range(0, 600).Select(i => new TestCall { Name = $"t{i}" }.ToRecord())];
        var tracer = new TestTracer();
        var run = await PluginTest.TraceAsync(tracer, records);
        Assert.That(run.Batches.SelectMany(batch => batch), Is.EqualTo(records));
        Assert.That(run.Batches.Select(batch => batch.Count), Has.All.InRange(1, 1024));
        Assert.That(tracer.Records, Is.EqualTo(records));
        Assert.That((run.Failures.Count, run.Dropped, run.IsFlushed), Is.EqualTo((0, 0L, true)));
    }

    [Test]
    public async Task What_a_tracer_throws_is_kept_and_the_gateway_goes_on()
    {
        var run = await PluginTest.TraceAsync(new ThrowingTracer(), new TestCall().ToRecord());
        Assert.That(run.Failures.Single(), Is.TypeOf<FormatException>());
        Assert.That(run.Log[0], Does.Contain(nameof(ThrowingTracer)).And.Contain(nameof(FormatException)).And.Not.Contain("a value"), string.Join(" / ", run.Log));
    }

    [Test]
    public void A_record_has_what_its_call_says_and_an_id_of_its_own()
    {
        var call = new TestCall
        {
            Server = "files",
            Name = "read",
            Outcome = "blocked",
            Time = DateTimeOffset.UnixEpoch.AddDays(1),
            Findings = [new() { Guardrail = "house", Kind = "key", Action = "masked", Direction = Direction.ToClient, Count = 2 }],
            Arguments = new { path = "a" },
            Result = """{"content":[]}""",
        };
        var record = call.ToRecord();
        Assert.That((record.Server, record.CapabilityName, record.Outcome), Is.EqualTo(("files", "read", "blocked")));
        Assert.That((record.Time, record.Findings[0].Count, record.Arguments, record.Result), Is.EqualTo((DateTimeOffset.UnixEpoch.AddDays(1), 2, """{"path":"a"}""", """{"content":[]}""")));
        Assert.That(call.ToRecord().Id, Is.Not.EqualTo(record.Id));
    }

    [Test]
    public void An_ordinary_call_has_no_payloads() =>
        Assert.That((new TestCall().ToRecord().Arguments, new TestCall().ToRecord().Result), Is.EqualTo(((string?)null, (string?)null)));

    [Test]
    public async Task Records_can_be_awaited()
    {
        var tracer = new TestTracer();
        var awaited = tracer.WaitForAsync(2);
        await tracer.TraceAsync([new TestCall().ToRecord()], default);
        Assert.That(awaited.IsCompleted, Is.False);
        await tracer.TraceAsync([new TestCall().ToRecord()], default);
        Assert.That(await awaited, Has.Count.EqualTo(2));
    }

    private sealed class ThrowingTracer : ITracer
    {
        public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => throw new FormatException("a value");
    }
}
