using System.Collections.Concurrent;
using Gateway.Plugins.Lasso.Tests.Serving;

namespace Gateway.Plugins.Lasso.Tests.Judging;

public class VerdictTests
{
    [Test]
    public async Task A_finding_that_says_BLOCK_blocks_with_the_names_of_its_deputies()
    {
        using var server = new LassoServer(Reply.Json("""
            {"deputies":{"jailbreak":true,"custom-policies":true,"hate":false},
             "findings":{"jailbreak":[{"action":"BLOCK"}],"custom-policies":[{"action":"WARN"},{"action":"BLOCK","name":"x"}],"hate":[]},"violations_detected":true}
            """));
        var verdict = await Check.Texts(server.Address, "the text");
        Assert.That(Check.Reason(verdict), Is.EqualTo("Guardrail violations detected: jailbreak, custom-policies"));
    }

    [TestCase("WARN")]
    [TestCase("ADMIN_ALERT")]
    [TestCase("USER_ALERT")]
    public async Task A_warning_is_a_finding_that_is_reported(string action)
    {
        var log = new ConcurrentQueue<string>();
        using var server = new LassoServer(Reply.Finding("custom-policies", action));
        using var guardrail = Check.Guardrail(server.Address, log: log.Enqueue);
        var finding = Check.Findings(await Check.Texts(guardrail, "name", "the longest text")).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((finding.Kind.Name, finding.Kind.DefaultAction), Is.EqualTo(("warning", FindingAction.Report)));
            Assert.That((finding.Text, finding.Start, finding.Length), Is.EqualTo((1, 0, 16)));
            Assert.That(log, Is.EqualTo(new[] { "Lasso warns of a message: custom-policies" }));
        }
    }

    [Test]
    public async Task A_warning_with_a_place_is_reported_there()
    {
        using var server = new LassoServer(Reply.Finding("pattern-detection", "WARN", ""","start":9,"end":13,"message_index":0"""));
        var finding = Check.Findings(await Check.Texts(server.Address, "first", "of Ada's")).Single();
        Assert.That((finding.Text, finding.Start, finding.Length), Is.EqualTo((1, 3, 4)));
    }

    [TestCase("-1", "3")]
    [TestCase("3", "3")]
    [TestCase("0", "999")]
    [TestCase("null", "3")]
    public async Task A_warning_with_a_place_that_is_not_there_is_still_reported(string start, string end)
    {
        using var server = new LassoServer(Reply.Finding("pattern-detection", "WARN", $",\"start\":{start},\"end\":{end}"));
        Assert.That(Check.Findings(await Check.Texts(server.Address, "a text")), Has.Count.EqualTo(1));
    }

    [TestCase("""{"deputies":{"jailbreak":true},"findings":{"jailbreak":[{"action":"QUARANTINE"}]},"violations_detected":true}""", "jailbreak", TestName = "An action that is not known blocks")]
    [TestCase("""{"deputies":{"jailbreak":true},"findings":{"jailbreak":[{"severity":"HIGH"}]},"violations_detected":true}""", "jailbreak", TestName = "A finding without an action blocks")]
    [TestCase("""{"deputies":{"jailbreak":true},"findings":{"jailbreak":[null]},"violations_detected":true}""", "jailbreak", TestName = "A finding that is null blocks")]
    [TestCase("""{"deputies":{"jailbreak":true},"findings":{"jailbreak":null},"violations_detected":true}""", "jailbreak", TestName = "A deputy without findings blocks")]
    [TestCase("""{"deputies":{"jailbreak":true},"violations_detected":true}""", "jailbreak", TestName = "A violation without findings blocks")]
    [TestCase("""{"deputies":{"a":true,"b":true},"findings":{"b":[{"action":"WARN"}]},"violations_detected":true}""", "a", TestName = "A deputy that says no action blocks beside one that warns")]
    [TestCase("""{"findings":{"jailbreak":[{"action":"BLOCK"}]},"violations_detected":false}""", "jailbreak", TestName = "BLOCK counts whatever else is said")]
    public async Task What_is_found_and_not_understood_blocks(string reply, string deputy)
    {
        using var server = new LassoServer(Reply.Json(reply));
        Assert.That(Check.Reason(await Check.Texts(server.Address, "a text")), Is.EqualTo($"Guardrail violations detected: {deputy}"));
    }

    [Test]
    public async Task A_violation_that_nobody_names_blocks()
    {
        using var server = new LassoServer(Reply.Json("""{"violations_detected":true}"""));
        Assert.That(Check.Reason(await Check.Texts(server.Address, "a text")), Is.EqualTo("Guardrail violations detected"));
    }

    [Test]
    public async Task The_reason_holds_names_and_nothing_that_is_none()
    {
        using var server = new LassoServer(Reply.Json($$"""{"deputies":{"bad\u001b[31m\u202ename{{new string('x', 500)}}":true},"violations_detected":true}"""));
        var reason = Check.Reason(await Check.Texts(server.Address, "a text"));
        Assert.That(reason, Does.StartWith("Guardrail violations detected: bad31mnamexxx").And.Length.LessThan(100));
    }

    [Test]
    public async Task In_v2_a_violation_blocks()
    {
        using var server = new LassoServer(Reply.Json("""{"deputies":{"jailbreak":true,"pii":true,"hate":false},"violations_detected":true,"findings":{"pii":[{"action":"WARN"}]}}"""));
        using var guardrail = Check.Guardrail(server.Address, """{"api_version":"v2"}""");
        Assert.That(Check.Reason(await Check.Texts(guardrail, "a text")), Is.EqualTo("Guardrail violations detected: jailbreak, pii"));
    }

    [Test]
    public async Task In_v2_no_violation_passes()
    {
        using var server = new LassoServer(Reply.Json("""{"deputies":{"jailbreak":false},"violations_detected":false}"""));
        using var guardrail = Check.Guardrail(server.Address, """{"api_version":"v2"}""");
        Assert.That(await Check.Texts(guardrail, "a text"), Is.SameAs(Verdict.Pass));
    }

    [Test]
    public async Task A_block_counts_for_more_than_a_failure()
    {
        using var server = new LassoServer(request => request.Content.Contains("bad", StringComparison.Ordinal) ? Reply.Finding("jailbreak", "BLOCK") : Reply.Of(400));
        using var guardrail = Check.Guardrail(server.Address, """{"max_characters":1000}""");
        Assert.That(Check.Reason(await Check.Texts(guardrail, new string('x', 3_000), "bad")), Does.EndWith("jailbreak"));
    }
}
