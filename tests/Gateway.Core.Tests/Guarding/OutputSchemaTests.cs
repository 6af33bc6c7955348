using System.Text;
using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

internal sealed class OutputSchemaTests
{
    [TestCase("""{"type":"object","properties":{"a":{"type":"string"}}}""")]
    [TestCase("""{"type":"object","properties":{"a":{"type":["null","string"]}}}""")]
    [TestCase("""{"type":"object","properties":{"a":{"$ref":"#/$defs/x~1y"}},"$defs":{"x/y":{"type":"string"}}}""")]
    [TestCase("""{"type":"object","additionalProperties":{"type":"string"}}""")]
    [TestCase("""{"type":"object","additionalProperties":true}""")]
    [TestCase("""{"type":"object"}""")]
    [TestCase("""{"type":"object","properties":{"a":{}}}""")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"string"},"other":{"pattern":"x"}}}""")]
    public void A_placeholder_that_the_schema_allows_stays_in_structured_content(string schema)
    {
        const string Masked = """{"content":[],"structuredContent":{"a":"x<SECRET>"}}""";
        Assert.That(Send("""{"content":[],"structuredContent":{"a":"xghp_word"}}""", schema), Is.EqualTo(Masked));
    }

    [TestCase("""{"type":"integer"}""")]
    [TestCase("""{"type":"string","pattern":"^x"}""")]
    [TestCase("""{"type":"string","enum":["xghp_word"]}""")]
    [TestCase("""{"const":"xghp_word"}""")]
    [TestCase("""{"type":"string","format":"uri"}""")]
    [TestCase("""{"type":"string","maxLength":10}""")]
    [TestCase("""{"type":"string","minLength":9}""")]
    [TestCase("""{"anyOf":[{"type":"string"}]}""")]
    [TestCase("""{"$ref":"#/nowhere"}""")]
    [TestCase("""{"$ref":"https://elsewhere/schema"}""")]
    [TestCase("""{"$ref":"#/properties/a"}""", TestName = "a_reference_to_itself")]
    [TestCase("""{"$ref":"#/$defs/s","type":"integer"}""")]
    [TestCase("""{"$ref":"#/\ud800"}""", TestName = "a_reference_that_is_no_Unicode")]
    [TestCase("false")]
    [TestCase("7")]
    public void A_placeholder_that_the_schema_may_not_allow_turns_the_result_into_an_error_with_the_masked_text(string property)
    {
        var schema = """{"type":"object","properties":{"a":P},"$defs":{"s":{"type":"string"}}}""".Replace("P", property, StringComparison.Ordinal);
        Assert.That(Send("""{"structuredContent":{"a":"xghp_word"},"x":1}""", schema), Is.EqualTo(
            """{"x":1,"content":[{"type":"text","text":"{\"a\":\"x<SECRET>\"}"}],"isError":true}"""));
    }

    [TestCase("""{"a":1234567}""", """{"type":"integer"}""", false)]
    [TestCase("""{"a":1234567}""", """{"type":["integer","null"]}""", true)]
    [TestCase("""{"a":["b","ghp_word"]}""", """{"type":"array","items":{"type":"string"}}""", true)]
    [TestCase("""{"a":["b","ghp_word"]}""", """{"type":"array","items":{"type":"string","maxLength":9}}""", false)]
    [TestCase("""{"a":["b","ghp_word"]}""", """{"type":"array","prefixItems":[{"type":"string"},{"format":"uuid"}]}""", false)]
    [TestCase("""{"a":["b","ghp_word"]}""", """{"type":"array","uniqueItems":true}""", false)]
    [TestCase("""{"a":[{"b":{"c":"ghp_word"}}]}""", """{"items":{"properties":{"b":{"additionalProperties":{"type":"string"}}}}}""", true)]
    [TestCase("""{"a":[{"b":{"c":"ghp_word"}}]}""", """{"items":{"properties":{"b":{"additionalProperties":{"type":"number"}}}}}""", false)]
    [TestCase("""{"a":{"ghp_word":1}}""", """{"type":"object"}""", false)]
    [TestCase("""{"a":{"\ud800":1,"b":"ghp_word"}}""", """{"properties":{"b":{"type":"string"}}}""", true)]
    public void The_schema_is_followed_to_where_the_mask_is(string content, string property, bool isAllowed)
    {
        var result = Send($$"""{"content":[],"structuredContent":{{content}} }""", $$"""{"properties":{"a":{{property}} } }""");
        Assert.That(result.Contains("\"isError\":true", StringComparison.Ordinal), Is.EqualTo(!isAllowed));
        Assert.That(result.Contains("\"structuredContent\"", StringComparison.Ordinal), Is.EqualTo(isAllowed));
        Assert.That(result, Does.Not.Contain("ghp_word").And.Not.Contain("1234567"));
    }

    [Test]
    public void A_schema_that_is_too_deep_to_read_does_not_end_the_reader()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"not\":", 100)) + "{}" + new string('}', 100);
        Assert.That(Send("""{"structuredContent":{"a":"ghp_word"}}""", schema), Does.Contain("\"isError\":true"));
    }

    [Test]
    public void Text_that_the_server_gave_beside_structured_content_stays_and_an_old_flag_goes()
    {
        var result = Send("""{"isError":false,"content":[{"type":"text","text":"ghp_word"}],"x":1,"structuredContent":{"a":"ghp_word"}}""", """{"enum":[]}""");
        Assert.That(result, Does.StartWith("""{"content":[{"type":"text","text":"<SECRET>"}],""").And.EndWith(""","isError":true}"""));
        Assert.That(result, Does.Not.Contain("structuredContent").And.Not.Contain("false"));
    }

    [Test]
    public void A_mask_outside_structured_content_asks_no_schema()
    {
        const string Result = """{"content":[{"type":"text","text":"ghp_word"}],"structuredContent":{"a":1}}""";
        Assert.That(Send(Result, "false"), Is.EqualTo(Result.Replace("ghp_word", "<SECRET>", StringComparison.Ordinal)));
    }

    private static string Send(string result, string schema)
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            var at = leaf.Text.IndexOf(Slot.Word, StringComparison.Ordinal);
            if (at >= 0) findings.Add(Kind.Secret, at, Slot.Word.Length);
            if (leaf.Kind == LeafKind.Number) findings.Add(Kind.Secret, 0, leaf.Text.Length);
        })));
        return session.Result(result, schema: new OutputSchema(Encoding.UTF8.GetBytes(schema))).Json();
    }
}
