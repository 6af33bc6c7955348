using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using static Gateway.Core.Tests.Catalog.TestTools;

namespace Gateway.Core.Tests.Catalog;

public class ToolReaderTests
{
    [TestCase("5")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"title":"x"}""")]
    [TestCase("""{"name":5}""")]
    [TestCase("""{"name":""}""")]
    [TestCase("""{"name":"a","name":"b"}""")]
    [TestCase("""{"name":"a","n\u0061me":"b"}""")]
    [TestCase("""{"name":"a\ud800"}""")]
    [TestCase("""{"inner":{"name":"a"}}""")]
    public void An_odd_entry_is_no_tool(string entry) => Assert.That(Read(entry), Is.Null);

    [TestCase("""{"\ud800":1,"name":"a"}""")]
    [TestCase("""{"name":"a","annotations":{"\udc00":true}}""")]
    [TestCase("""{"name":"a","annotations":5,"outputSchema":7,"inputSchema":[]}""")]
    public void An_odd_member_costs_nothing(string entry) => Assert.That(Read(entry)!.ExposedName, Is.EqualTo("s_a"));

    [Test]
    public void Only_the_name_is_replaced_in_an_entry()
    {
        var tool = Read("""{ "x":1.0e2, "name" : "a\u0062" ,"title":"a\u0062","y":"é" }""")!;
        Assert.That(Shown(tool.Json), Is.EqualTo("""{ "x":1.0e2, "name" : "s_ab" ,"title":"a\u0062","y":"é" }"""));
        Assert.That((tool.Name, tool.ExposedName, Shown(tool.RawName)), Is.EqualTo(("ab", "s_ab", "\"a\\u0062\"")));
    }

    [Test]
    public void A_plain_name_leaves_every_byte() =>
        Assert.That(Shown(Read("""{"name":"a\u0062 é"}""", style: ToolNames.Plain)!.Json), Is.EqualTo("""{"name":"a\u0062 é"}"""));

    [TestCase("""{"readOnlyHint":true}""", true)]
    [TestCase("""{"x":{"readOnlyHint":true},"readOnlyHint":false}""", false)]
    [TestCase("""{"x":{"readOnlyHint":true}}""", false)]
    [TestCase("""{"readOnlyHint":"true"}""", false)]
    [TestCase("{}", false)]
    public void The_read_only_hint_is_that_of_the_annotations(string annotations, bool isReadOnly) =>
        Assert.That(Read($$"""{"annotations":{{annotations}},"name":"a"}""")!.IsReadOnly, Is.EqualTo(isReadOnly));

    [Test]
    public void A_deep_schema_is_read_over()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"a\":", 900)) + "1" + new string('}', 900);
        Assert.That(Read($$"""{"inputSchema":{{schema}},"outputSchema":{"type":"object"},"name":"a"}""")!.OutputSchema, Is.Not.Null);
    }
}
