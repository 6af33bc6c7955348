using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tracing;

namespace Gateway.Core.Tests.Tracing;

public class CallTracingTests
{
    private const int Longest = CallTracing.LongestPayload;

    private static string TextOf(int length) => $"\"{new string('x', length - 2)}\"";

    [Test]
    public void Payloads_are_kept_for_who_wants_them_only()
    {
        using var with = new TracedCall();
        var record = with.Record("""{"name":"read","arguments":{"a":"é"}}""", """{"content":[]}""");
        Assert.That((record.Arguments, record.Result), Is.EqualTo(("""{"a":"é"}""", """{"content":[]}""")));
        using var without = new TracedCall(wantsPayloads: false);
        record = without.Record("""{"name":"read","arguments":{}}""", "{}");
        Assert.That((record.Arguments, record.Result), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void A_call_is_told()
    {
        using var traced = new TracedCall { Client = """{"name":"cursor","version":"1.2"}""" };
        var record = traced.Record("""{"name":"read","arguments":{}}""", """{"content":[]}""", outcome: "tool_error", prepare: call =>
        {
            call.SentAt = call.Started;
            call.AnsweredAt = call.Started + TimeSpan.FromSeconds(1).Ticks;
        });
        Assert.That((record.Session, record.Server, record.Method, record.Capability, record.CapabilityName), Is.EqualTo(("s1", "files", "tools/call", "tool", "read")));
        Assert.That((record.ClientName, record.ClientVersion, record.Outcome), Is.EqualTo(("cursor", "1.2", "tool_error")));
        Assert.That((record.BytesIn, record.BytesOut), Is.EqualTo((100, """{"jsonrpc":"2.0","id":1,"result":{"content":[]}}""".Length)));
        Assert.That(record.ServerTime, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(record.Time, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        Assert.That(Guid.TryParse(record.Id, out _), Is.True);
        Assert.That(record.Findings, Is.Empty);
    }

    [TestCase(Methods.ResourcesRead, """{"uri":"file:///a"}""", "resource", "file:///a")]
    [TestCase(Methods.PromptsGet, """{"name":"review"}""", "prompt", "review")]
    [TestCase(Methods.ResourcesRead, """{"uri":7}""", "resource", null)]
    [TestCase("vendor/method", """{"name":"x"}""", "other", null)]
    public void A_resource_is_told_by_its_uri_and_a_prompt_by_its_name(string method, string parameters, string capability, string? name)
    {
        using var traced = new TracedCall { Method = method };
        var record = traced.Record(parameters, "{}");
        Assert.That((record.Method, record.Capability, record.CapabilityName), Is.EqualTo((method, capability, name)));
    }

    [Test]
    public void A_payload_over_the_limit_is_not_kept_and_what_else_is_told_of_it_is()
    {
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        using var exact = new TracedCall();
        Assert.That(exact.Record("""{"name":"read"}""", TextOf(Longest)).Result, Has.Length.EqualTo(Longest));
        using var over = new TracedCall { Method = Methods.PromptsGet };
        var record = over.Record($$$"""{"name":"read","arguments":{{{TextOf(Longest)}}},"_meta":{"traceparent":"{{{Parent}}}"}}""", TextOf(Longest + 1));
        Assert.That((record.Arguments, record.Result, record.CapabilityName, record.TraceId), Is.EqualTo(((string?)null, (string?)null, "read", Parent.Substring(3, 32))));
    }

    [TestCase("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true)]
    [TestCase("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later", true)]
    [TestCase("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", false)]
    [TestCase("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false)]
    [TestCase("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false)]
    [TestCase("00-00000000000000000000000000000000-b7ad6b7169203331-01", false)]
    [TestCase("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false)]
    [TestCase("00-ghp_word16cd43dd8448eb211c80319cghp-b7ad6b7169203331-01", false)]
    [TestCase("00-0af7651916cd43dd8448eb211c80319:-b7ad6b7169203331-01", false)]
    [TestCase("", false)]
    public void Only_a_valid_trace_id_is_told(string parent, bool isValid)
    {
        using var traced = new TracedCall();
        var record = traced.Record($$$"""{"name":"read","_meta":{"traceparent":"{{{parent}}}"}}""", "{}");
        Assert.That(record.TraceId, Is.EqualTo(isValid ? "0af7651916cd43dd8448eb211c80319c" : null));
    }

    [Test]
    public void What_was_done_about_findings_is_counted_by_guardrail_kind_action_and_direction()
    {
        using var traced = new TracedCall(true, Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), toServer: FindingAction.Report));
        var record = traced.Record("""{"name":"read","arguments":{"a":"ghp_word","b":"ghp_word"}}""", """{"content":[{"type":"text","text":"ghp_word"}],"_meta":{"x":"ghp_word"}}""");
        Assert.That(
            record.Findings.Select(finding => (finding.Guardrail, finding.Kind, finding.Action, finding.Direction, finding.Count)),
            Is.EquivalentTo(new[] { ("probe", "secret", "reported", Direction.ToServer, 2), ("probe", "secret", "masked", Direction.ToClient, 2) }));
    }

    [Test]
    public void Without_tracers_nothing_is_kept()
    {
        var tracing = new CallTracing([], TimeProvider.System);
        var call = TracedCall.Call();
        using var session = new GuardedSession();
        tracing.Begin(call, session.Request("""{"name":"read","arguments":{}}"""));
        tracing.End(call, "ok");
        Assert.That((tracing.IsEmpty, call.Trace), Is.EqualTo((true, (CallTrace?)null)));
    }

    [Test]
    public void A_tracer_without_guardrails_is_a_fault_of_the_gateway_and_not_a_leak()
    {
        using var session = new GuardedSession();
        var pump = new TracerPump("t", new TestTracer(), true, new(session.Pipeline), new TestLog());
        Assert.That(() => new CallTracing([pump], TimeProvider.System), Throws.ArgumentNullException);
    }

    [Test]
    public async Task Every_record_has_an_id_of_its_own_which_is_the_same_for_all_tracers()
    {
        using var session = new GuardedSession();
        var mask = new TraceMask(session.Pipeline);
        TestTracer[] tracers = [new(), new()];
        TracerPump[] pumps = [new("a", tracers[0], true, mask, new TestLog()), new("b", tracers[1], false, mask, new TestLog())];
        var tracing = new CallTracing(pumps, TimeProvider.System, session.Pipeline);
        Parallel.For(0, 500, _ => tracing.End(TracedCall.Call(), "ok"));
        foreach (var pump in pumps) await pump.DisposeAsync();
        Assert.That(tracers[0].Records.Select(record => record.Id), Is.Unique);
        Assert.That(tracers[0].Records, Has.Length.EqualTo(500));
        Assert.That(tracers[1].Records.Select(record => record.Id), Is.EquivalentTo(tracers[0].Records.Select(record => record.Id)));
    }
}
