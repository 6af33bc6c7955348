using Gateway.Plugins.Lasso.Tests.Serving;

namespace Gateway.Plugins.Lasso.Tests.Judging;

public class MaskingTests
{
    private const string Mail = "ada" + "@example.com";

    [Test]
    public async Task AUTO_MASKING_masks_what_classifix_masked_and_nothing_else()
    {
        using var server = new LassoServer(request => request.Endpoint == "classify"
            ? Reply.Finding("pattern-detection", "AUTO_MASKING")
            : Reply.Masked(request.Content.Replace(Mail, "<EMAIL_ADDRESS>", StringComparison.Ordinal).Replace("EMP-17", "<EMPLOYEE>", StringComparison.Ordinal)));
        string[] texts = ["mail", $"to {Mail}, {Mail}.", "EMP-17", $"to {Mail}, {Mail}."];
        var verdict = await Check.Texts(server.Address, texts);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Check.Mask(verdict, texts), Is.EqualTo(new[] { "mail", "to <EMAIL_ADDRESS>, <EMAIL_ADDRESS>.", "<LASSO_MASKED>", "to <EMAIL_ADDRESS>, <EMAIL_ADDRESS>." }));
            Assert.That(server.Received.Select(request => request.Line.Split(' ')[1]), Is.EqualTo(new[] { "/gateway/v3/classify", "/gateway/v3/classifix" }));
            Assert.That(server.Received[1].Body, Is.EqualTo(server.Received[0].Body));
            Assert.That(server.Received[1].Headers["lasso-api-key"], Is.EqualTo(Check.Key));
        }
    }

    [Test]
    public async Task Masks_and_warnings_of_one_answer_both_count()
    {
        using var server = new LassoServer(request => request.Endpoint == "classify"
            ? Reply.Json("""{"deputies":{"a":true,"b":true},"findings":{"a":[{"action":"WARN"}],"b":[{"action":"AUTO_MASKING"}]},"violations_detected":true}""")
            : Reply.Masked("to <EMAIL_ADDRESS>"));
        var findings = Check.Findings(await Check.Texts(server.Address, $"to {Mail}"));
        Assert.That(findings.Select(finding => finding.Kind.Name), Is.EqualTo(new[] { "email_address", "warning" }));
    }

    private static readonly Reply[] UnusableMasks =
    [
        Reply.Json("""{"violations_detected":true}"""),
        Reply.Json("""{"violations_detected":true,"messages":[]}"""),
        Reply.Json("""{"violations_detected":true,"messages":[null]}"""),
        Reply.Json("""{"violations_detected":true,"messages":[{"content":null}]}"""),
        Reply.Json("""{"violations_detected":true,"messages":[{"content":{"type":"tool_use"}}]}"""),
        Reply.Json("""{"violations_detected":true,"messages":[{"content":"<EMAIL>"},{"content":"<EMAIL>"}]}"""),
        Reply.Masked($"to {Mail}"),
        Reply.Masked($"to {Mail} and more"),
        Reply.Of(500),
        Reply.Of(400),
        Reply.Json("no JSON"),
        Reply.Truncated("""{"violations_detected":true,"messages":[{"""),
    ];

    [TestCaseSource(nameof(UnusableMasks))]
    public async Task What_should_be_masked_and_cannot_be_is_blocked(object masked)
    {
        using var server = new LassoServer(request => request.Endpoint == "classify" ? Reply.Finding("pattern-detection", "AUTO_MASKING") : (Reply)masked);
        using var guardrail = Check.Guardrail(server.Address, """{"retries":0}""");
        Assert.That(Check.Reason(await Check.Texts(guardrail, $"to {Mail}")), Is.EqualTo("Guardrail violations detected: pattern-detection"));
    }

    [Test]
    public async Task A_block_that_only_classifix_knows_blocks()
    {
        using var server = new LassoServer(request => request.Endpoint == "classify" ? Reply.Finding("pattern-detection", "AUTO_MASKING") : Reply.Finding("jailbreak", "BLOCK"));
        Assert.That(Check.Reason(await Check.Texts(server.Address, $"to {Mail}")), Does.EndWith("jailbreak"));
    }

    [Test]
    public async Task Masks_of_a_text_in_several_requests_stand_where_they_belong()
    {
        using var server = new LassoServer(request => !request.Content.Contains(Mail, StringComparison.Ordinal) ? Reply.Clean
            : request.Endpoint == "classify" ? Reply.Finding("pattern-detection", "AUTO_MASKING")
            : Reply.Masked(request.Content.Replace(Mail, "<EMAIL_ADDRESS>", StringComparison.Ordinal)));
        using var guardrail = Check.Guardrail(server.Address, """{"max_characters":1000}""");
        // One of the addresses lies across the first cut, so that only the second request has it whole.
        var text = new string('x', 995) + $" {Mail} " + new string('y', 1_500) + $" {Mail}";
        var found = Check.Findings(await Check.Texts(guardrail, text)).Select(finding => text.Substring(finding.Start, finding.Length));
        Assert.That(found, Is.EquivalentTo(new[] { Mail, Mail }));
    }

    [Test]
    public async Task What_two_requests_have_in_common_is_found_once()
    {
        using var server = new LassoServer(request => !request.Content.Contains(Mail, StringComparison.Ordinal) ? Reply.Clean
            : request.Endpoint == "classify" ? Reply.Finding("pattern-detection", "AUTO_MASKING")
            : Reply.Masked(request.Content.Replace(Mail, "<EMAIL_ADDRESS>", StringComparison.Ordinal)));
        using var guardrail = Check.Guardrail(server.Address, """{"max_characters":1000}""");
        var verdict = await Check.Texts(guardrail, new string('x', 800) + $" {Mail} " + new string('y', 800));
        Assert.That(server.Received.Count(request => request.Endpoint == "classifix"), Is.EqualTo(2));
        Assert.That(Check.Findings(verdict), Has.Count.EqualTo(1));
    }
}
