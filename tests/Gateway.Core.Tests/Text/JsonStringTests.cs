using System.Text;
using System.Text.Json;
using Gateway.Core.Text;

namespace Gateway.Core.Tests.Text;

public class JsonStringTests
{
    private static readonly string[] Parts =
    [
        "a", "b", " ", "<", "é", "ß", "€", "漢", "😀", "𝄞", "\u007f", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0041", "\\u00e9", "\\u0000",
        "\\ud83d\\ude00", "\\uD834\\uDD1E", "\\ud83d", "\\ude00", "\\uDBFF", "\\uDC00", "\\uffff", "\\ufffd", "\\u20AC", "u", "ud83d",
    ];

    [TestCase("", "")]
    [TestCase("plain é 😀", "plain é 😀")]
    [TestCase("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [TestCase("\\u0041\\u00E9\\ud83d\\ude00", "Aé😀")]
    public void A_string_is_read_as_its_characters(string raw, string text) => Assert.That(Decode(Encoding.UTF8.GetBytes(raw)), Is.EqualTo(text));

    // Not as cases: an attribute's text is UTF-8 and cannot hold half a pair.
    [Test]
    public void A_lone_surrogate_stays_lone()
    {
        Assert.That(Decode("x\\ud800y"u8.ToArray()), Is.EqualTo("x\ud800y"));
        Assert.That(Decode("\\ude00\\ud83d"u8.ToArray()), Is.EqualTo("\ude00\ud83d"));
        Assert.That(Decode("\\ud83d😀"u8.ToArray()), Is.EqualTo("\ud83d😀"));
    }

    [TestCase("a\\u0062c", 1, 1, "\\u0062")]
    [TestCase("aéb", 1, 1, "é")]
    [TestCase("a😀b", 1, 2, "😀")]
    [TestCase("a😀b", 1, 1, "😀")]
    [TestCase("a😀b", 2, 1, "😀")]
    [TestCase("a😀b", 2, 2, "😀b")]
    [TestCase("a\\ud83d\\ude00b", 2, 1, "\\ud83d\\ude00")]
    [TestCase("a\\ud83d\\ude00b", 0, 2, "a\\ud83d\\ude00")]
    [TestCase("\\ud83d\\u0041", 0, 1, "\\ud83d")]
    [TestCase("\\ud83d\\ud83d\\ude00", 0, 1, "\\ud83d")]
    [TestCase("\\ude00\\ud83d", 1, 1, "\\ud83d")]
    [TestCase("\\ud83d😀", 1, 1, "😀")]
    public void A_span_is_found_in_the_raw_string_and_cuts_no_pair(string raw, int start, int length, string found)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var (from, to) = new StringPlaces().Locate(bytes, start, length);
        Assert.That(Encoding.UTF8.GetString(bytes[from..to]), Is.EqualTo(found));
    }

    [Test]
    public void A_span_outside_the_text_is_an_error() => Assert.That(() => new StringPlaces().Locate("ab"u8, 1, 2), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Splicing_the_raw_string_is_splicing_the_text()
    {
        var random = new Random(300_000);
        var builder = new StringBuilder();
        for (var i = 0; i < 300_000; i++)
        {
            builder.Clear();
            for (var parts = random.Next(1, 9); parts > 0; parts--) builder.Append(Parts[random.Next(Parts.Length)]);
            var raw = Encoding.UTF8.GetBytes(builder.ToString());
            var text = Decode(raw);
            var start = random.Next(text.Length);
            var length = random.Next(1, text.Length - start + 1);
            var (from, to) = new StringPlaces().Locate(raw, start, length);
            byte[] spliced = [.. raw[..from], .. "<X>"u8, .. raw[to..]];
            var (first, last) = Widen(text, start, start + length);
            var expected = string.Concat(text.AsSpan(0, first), "<X>", text.AsSpan(last));
            if (Decode(spliced) != expected) Assert.That(Decode(spliced), Is.EqualTo(expected), $"{builder} {start}+{length}");
            if (!IsJson(spliced)) Assert.Fail($"no JSON any more: {Encoding.UTF8.GetString(spliced)}");
        }
    }

    [Test]
    public void It_reads_what_another_reader_reads()
    {
        var random = new Random(5);
        for (var i = 0; i < 50_000; i++)
        {
            var raw = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Parts[random.Next(Parts.Length)]));
            var text = Decode(Encoding.UTF8.GetBytes(raw));
            if (!IsWellFormed(text)) continue;
            Assert.That(text, Is.EqualTo(JsonSerializer.Deserialize<string>($"\"{raw}\"")));
        }
    }

    private static string Decode(byte[] raw)
    {
        var text = new char[raw.Length];
        return new(text, 0, JsonString.Decode(raw, text));
    }

    // The rule, told by the text alone: a half of a pair takes the other half with it.
    private static (int First, int Last) Widen(string text, int start, int end)
    {
        if (start > 0 && char.IsSurrogatePair(text[start - 1], text[start]) && IsPairStart(text, start - 1)) start--;
        if (end < text.Length && char.IsSurrogatePair(text[end - 1], text[end]) && IsPairStart(text, end - 1)) end++;
        return (start, end);
    }

    private static bool IsPairStart(string text, int at) => char.IsHighSurrogate(text[at]);

    private static bool IsJson(byte[] inside)
    {
        byte[] json = [(byte)'"', .. inside, (byte)'"'];
        if (!System.Text.Unicode.Utf8.IsValid(json)) return false;
        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
