using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class JsonMembersTests
{
    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    [TestCase("""{"a":1,"b":{"x":2}}""", """{"x":2}""")]
    [TestCase("""{"a":{"b":3},"\u0062": "t" }""", "\"t\"")]
    [TestCase("""{"b":1,"b":2}""", "1")]
    [TestCase("""{"B":1}""", "")]
    [TestCase("""{"a":"b"}""", "")]
    [TestCase("[]", "")]
    [TestCase("null", "")]
    [TestCase("", "")]
    public void The_first_member_of_that_name_counts(string json, string expected)
    {
        Assert.That(Encoding.UTF8.GetString(JsonMembers.Raw(Bytes(json), "b"u8)), Is.EqualTo(expected));
        Assert.That(JsonMembers.Has(Bytes(json), "b"u8), Is.EqualTo(expected.Length > 0));
    }

    [TestCase("""{"b":"\u0041\n"}""", "A\n")]
    [TestCase("""{"b":""}""", "")]
    [TestCase("""{"b":5}""", null)]
    [TestCase("""{"b":null}""", null)]
    public void A_text_is_a_string(string json, string? expected) => Assert.That(JsonMembers.Text(Bytes(json), "b"u8), Is.EqualTo(expected));

    [TestCase("""[1, {"a":[2]} ,"x"]""", 3)]
    [TestCase("[]", 0)]
    [TestCase("{}", 0)]
    [TestCase("", 0)]
    public void Items_are_those_of_the_array_itself(string json, int count) => Assert.That(JsonMembers.Items(Bytes(json)), Has.Count.EqualTo(count));

    [Test]
    public void Members_that_are_read_and_written_are_the_same()
    {
        const string Json = """{"a":1,"q\"\\":[{}],"":null,"a":"doubled"}""";
        Assert.That(Encoding.UTF8.GetString(JsonMembers.Write(JsonMembers.Members(Bytes(Json)))), Is.EqualTo(Json));
    }

    [TestCase("\"debug\"", "debug")]
    [TestCase("\"\\u0065mergency\"", "emergency")]
    [TestCase("\"Debug\"", null)]
    [TestCase("5", null)]
    [TestCase("", null)]
    public void A_level_is_one_of_eight_words(string raw, string? word) => Assert.That(LoggingLevels.Parse(Bytes(raw))?.Word(), Is.EqualTo(word));
}
