using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Text;

public class ListingTests
{
    private const string S = Slot.Word;

    [TestCase("""{"name":"t","title":"S","description":"a S b","inputSchema":{"type":"object"}}""")]
    [TestCase("""{"name":"t","inputSchema":{"properties":{"a":{"description":"S","enum":["S"],"const":"S","default":"S","examples":["S"],"title":"S","pattern":"S"}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"items":{"anyOf":[{"description":"S"}]},"$defs":{"a":{"description":"S"}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"properties":{"a":{"default":{"type":"S","$id":"S"},"const":{"type":"S"},"examples":[{"$ref":"S"}]}}}}""")]
    [TestCase("""{"name":"t","outputSchema":{"description":"S"},"annotations":{"title":"S"},"_meta":{"x":"S"}}""")]
    [TestCase("""{"name":"t","icons":[{"src":"https://x/S"}]}""")]
    public async Task Every_text_of_a_tool_is_masked(string entry)
    {
        using var session = new GuardedSession(Slot.Words);
        var passage = await session.ToolAsync(Real(entry));
        Assert.That(passage.Json(), Is.EqualTo(Real(entry).Replace(S, "<SECRET>", StringComparison.Ordinal)));
    }

    [TestCase("""{"name":"S"}""")]
    [TestCase("""{"name":"t","inputSchema":{"properties":{"S":{"type":"string"}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"required":["S"]}}""")]
    [TestCase("""{"name":"t","inputSchema":{"items":{"properties":{"a":{"properties":{"S":{}}}}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"patternProperties":{"S":{}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"$defs":{"S":{}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"definitions":{"S":{}}}}""")]
    [TestCase("""{"name":"t","inputSchema":{"dependentRequired":{"a":["S"]}}}""")]
    [TestCase("""{"name":"t","outputSchema":{"properties":{"S":{}}}}""")]
    public async Task A_finding_in_a_name_withholds_the_tool(string entry)
    {
        using var session = new GuardedSession(Slot.Words);
        var passage = await session.ToolAsync(Real(entry));
        Assert.That(passage.Refusal?.Code, Is.EqualTo("finding"));
    }

    [TestCase("""{"name":"t","inputSchema":{"type":"S","$ref":"S","$id":"S","$schema":"S","$anchor":"S"}}""")]
    [TestCase("""{"name":"t","inputSchema":{"type":["S"],"minLength":12345678,"maximum":12345678,"exclusiveMaximum":12345678,"multipleOf":12345678,"maxProperties":12345678}}""")]
    [TestCase("""{"name":"t","execution":{"taskSupport":"S"},"icons":[{"src":"data:image/png;base64,S"}]}""")]
    public async Task What_is_opaque_in_a_tool_is_never_touched(string entry)
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            if (leaf.Kind == LeafKind.Number || leaf.Text.Contains(S, StringComparison.Ordinal)) findings.Add(Kind.Secret, 0, leaf.Text.Length);
        })));
        var passage = await session.ToolAsync(Real(entry));
        Assert.That(passage.Json(), Is.EqualTo(Real(entry)));
    }

    [TestCase("resources", "uri")]
    [TestCase("resourceTemplates", "uriTemplate")]
    [TestCase("prompts", "name")]
    [TestCase("roots", "uri")]
    public void A_finding_in_the_identity_of_a_listed_item_withholds_that_item(string list, string identity)
    {
        using var session = new GuardedSession(Slot.Words);
        string Item(string value) => $$"""{"{{identity}}":"{{value}}","description":"{{S}}"}""";
        string List(params string[] items) => $$"""{"{{list}}":[{{string.Join(" , ", items)}}]}""";
        string Sent(params string[] values) => session.Result(List([.. values.Select(Item)]), list + "/list").Json();
        string Masked(params string[] values) => List([.. values.Select(Item)]).Replace(S, "<SECRET>", StringComparison.Ordinal);

        Assert.Multiple(() =>
        {
            Assert.That(Sent("a", S, "b"), Is.EqualTo(Masked("a", "b")), "in the middle");
            Assert.That(Sent(S, S, "a"), Is.EqualTo(Masked("a")), "at the start");
            Assert.That(Sent("a", S, S), Is.EqualTo(Masked("a")), "at the end");
            Assert.That(Sent(S, "a", S, "b", S), Is.EqualTo(Masked("a", "b")), "between");
            Assert.That(Sent(S), Is.EqualTo($$"""{"{{list}}":[]}"""), "alone");
        });
    }

    [Test]
    public void Sizes_of_listed_resources_are_the_specifications_own_numbers()
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            if (leaf.Kind == LeafKind.Number) findings.Add(Kind.Secret, 0, leaf.Text.Length);
        })));
        const string Listing = """{"resources":[{"uri":"a","name":"b","mimeType":"c","size":123456789}],"nextCursor":"x"}""";
        Assert.That(session.Result(Listing, "resources/list").Json(), Is.EqualTo(Listing));
    }

    private static string Real(string entry) => entry.Replace("\"S\"", $"\"{S}\"", StringComparison.Ordinal).Replace(" S ", $" {S} ", StringComparison.Ordinal)
        .Replace("/S", "/" + S, StringComparison.Ordinal).Replace(",S", "," + S, StringComparison.Ordinal);
}
