using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class TopLevelIdTests
{
    private static (string? Id, bool HasMethod) In(string message) => Of(TopLevelId.In(Encoding.UTF8.GetBytes(message)));

    private static (string? Id, bool HasMethod) Of(TopLevelId scan) => (scan.Id is { } id ? Encoding.UTF8.GetString(id) : null, scan.HasMethod);

    [TestCase("""{"id":1,"method":"x","params":{}}""", "1", true)]
    [TestCase("""{"method":"x","params":{"id":2},"id":"a\"b"}""", "\"a\\\"b\"", true)]
    [TestCase("""{"params":{"id":2,"method":"y"},"id":3}""", "3", false)]
    [TestCase("""{"result":[{"id":2}],"id":-1.5e3}""", "-1.5e3", false)]
    [TestCase("""{"result":"\"id\":9,","id":3}""", "3", false)]
    [TestCase("""{"a":"id","id":3,"b":"method"}""", "3", false)]
    [TestCase("""{"a":"\\","id":3,"b":"\\\""}""", "3", false)]
    [TestCase(" { \"id\" :\t4 \r, \"method\" : \"x\" } ", "4", true)]
    [TestCase("""{"\u0069d":5,"\u006dethod":"x"}""", "5", true)]
    [TestCase("""{"i\u0064":"\u0069d","idd":6,"\u0069":7}""", "\"\\u0069d\"", false)]
    [TestCase("""{"\"id":1,"\\u0069d":2}""", null, false)]
    [TestCase("""{"id":""}""", "\"\"", false)]
    [TestCase("""{"id":null,"method":"x"}""", null, true)]
    [TestCase("""{"id":true}""", null, false)]
    [TestCase("""{"id":{"id":5}}""", null, false)]
    [TestCase("""{"id":[5]}""", null, false)]
    [TestCase("""{"ID":5}""", null, false)]
    [TestCase("""[{"id":5}]""", null, false)]
    [TestCase("""["id",5]""", null, false)]
    [TestCase("{}", null, false)]
    [TestCase("", null, false)]
    public void The_id_of_the_message_itself_is_found(string message, string? id, bool hasMethod)
    {
        Assert.That(In(message), Is.EqualTo((id, hasMethod)));
        var bytes = Encoding.UTF8.GetBytes(message);
        for (var split = 0; split <= bytes.Length; split++)
        {
            var scan = new TopLevelId();
            scan.Feed(bytes.AsSpan(0, split));
            scan.Feed(bytes.AsSpan(split));
            Assert.That(Of(scan), Is.EqualTo((id, hasMethod)), $"split at {split}");
        }
    }

    [TestCase("""{"id":1abc,"method":"x"}""")]
    [TestCase("""{"id":-,"method":"x"}""")]
    [TestCase("""{"id":01,"method":"x"}""")]
    [TestCase("""{"id":"\x","method":"x"}""")]
    [TestCase("""{"id":"\u12","method":"x"}""")]
    [TestCase("{\"id\":\"a\u0001b\",\"method\":\"x\"}")]
    public void An_id_that_would_spoil_our_answer_is_none(string message) => Assert.That(In(message), Is.EqualTo(((string?)null, true)));

    [Test]
    public void An_id_in_invalid_utf8_is_none() => Assert.That(TopLevelId.In([.. "{\"id\":\"a"u8, 0xFF, .. "\",\"method\":1}"u8]).Id, Is.Null);

    [TestCase(254, true)]
    [TestCase(255, false)]
    [TestCase(100_000, false)]
    public void An_endless_id_is_not_kept(int length, bool isKept) =>
        Assert.That(In($$"""{"id":"{{new string('x', length)}}"}""").Id is not null, Is.EqualTo(isKept));

    [Test]
    public void A_long_key_before_the_id_does_not_hide_it() => Assert.That(In($$"""{"{{new string('k', 70_000)}}":1,"id":2}""").Id, Is.EqualTo("2"));

    [TestCase(100_000)]
    [TestCase(1_000_000)]
    public void Any_depth_is_read_over(int depth)
    {
        var opening = string.Concat(Enumerable.Repeat("[{\"id\":", depth / 2));
        var closing = string.Concat(Enumerable.Repeat("}]", depth / 2));
        Assert.That(In($$"""{"result":{{opening}}1{{closing}},"id":77}"""), Is.EqualTo(("77", false)));
    }

    [Test]
    public void It_agrees_with_the_plain_reader_in_chunks_of_every_size()
    {
        var messages = new RandomMessage(42);
        for (var i = 0; i < 10_000; i++)
        {
            var json = messages.Next();
            var bytes = Encoding.UTF8.GetBytes(json);
            var frame = Frame.Of(bytes);
            Assert.That(EnvelopeReader.Read(frame, 64), Is.EqualTo(FrameFault.None), json);
            var scan = new TopLevelId();
            for (var at = 0; at < bytes.Length;)
            {
                var size = Math.Min(messages.Random.Next(1, 20), bytes.Length - at);
                scan.Feed(bytes.AsSpan(at, size));
                at += size;
            }

            var expected = frame.Envelope.Id.IsPresent ? Encoding.UTF8.GetString(frame.Raw(frame.Envelope.Id)) : null;
            if (expected is { Length: > 256 } || expected == "null") expected = null;
            if (Of(scan) != (expected, frame.Envelope.Method.IsPresent)) Assert.That(Of(scan), Is.EqualTo((expected, frame.Envelope.Method.IsPresent)), json);
        }
    }

    [Test]
    public void Garbage_never_throws_and_an_id_from_it_is_always_json()
    {
        var random = new Random(3);
        const string Alphabet = "{}[]\",:\\ \t\r id\"id\":u0069d123-.eEtrue\"method\"\u0001é";
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = new byte[random.Next(60)];
            for (var at = 0; at < bytes.Length; at++) bytes[at] = random.Next(8) == 0 ? (byte)random.Next(256) : (byte)Alphabet[random.Next(Alphabet.Length)];
            byte[] message = random.Next(2) == 0 ? bytes : [.. "{\"id\":"u8, .. bytes];
            if (TopLevelId.In(message).Id is { } id) Assert.That(() => JsonDocument.Parse(id).Dispose(), Throws.Nothing, Convert.ToHexString(message));
        }
    }
}
