using System.Text;
using Gateway.Detection.Views;

namespace Gateway.Detection.Tests.Views;

public class ViewedFinderTests
{
    private static readonly string Run = "abc_" + "Q7zk20Lm";
    private static readonly string Word = "KEY" + "0011aabb";
    private static readonly string Password = "password='" + "hunter2'";
    private static readonly ViewedFinder Finder = new(new Detector(SampleRules.All));

    private static readonly string[] Texts = [Run, Word, Password];

    private static IEnumerable<string> Secrets => [Run, Word, "hunter2"];

    [TestCase("\u200b")]
    [TestCase("\u00ad")]
    [TestCase("\u2060")]
    [TestCase("\ufeff")]
    [TestCase("\u200d\u200c")]
    [TestCase("\ufe0f")]
    [TestCase("\U000E0041")]
    public void Invisible_characters_hide_nothing(string invisible) =>
        AssertFound(c => c + invisible, "plain");

    [Test]
    public void Hidden_text_is_read()
    {
        foreach (var text in Texts)
        {
            var hidden = string.Concat(text.Select(c => char.ConvertFromUtf32(0xE0000 + c)));
            Assert.That(FoundIn.Spans("Look: " + hidden + ".", Finder), Has.Length.EqualTo(1), text);
        }
    }

    [Test]
    public void Full_width_characters_are_read() => AssertFound(c => c is > ' ' and < '\x7f' ? $"{(char)(c + 0xFEE0)}" : $"{c}", "plain");

    [TestCase(0x1D400)]
    [TestCase(0x1D5A0)]
    [TestCase(0x1D670)]
    public void Mathematical_letters_are_read(int first) =>
        AssertFound(c => char.IsAsciiLetterUpper(c) ? char.ConvertFromUtf32(first + c - 'A') : char.IsAsciiLetterLower(c) ? char.ConvertFromUtf32(first + 26 + c - 'a') : $"{c}", "plain");

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(7)]
    [TestCase(8)]
    public void Escapes_are_read_after_any_number_of_backslashes(int backslashes) =>
        AssertFound(c => new string('\\', backslashes) + $"u{(int)c:x4}", "plain");

    [TestCase("\\x{0:x2}")]
    [TestCase("\\x{0:X2}")]
    [TestCase("%{0:X2}")]
    [TestCase("%{0:x2}")]
    [TestCase("&#{0};")]
    [TestCase("&#x{0:x};")]
    [TestCase("&#x{0:X4};")]
    public void Characters_are_read_by_their_numbers(string format) =>
        AssertFound(c => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, (int)c), "plain");

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    public void Base64_is_read_and_goes_as_a_whole(string encoding)
    {
        foreach (var text in Texts)
        {
            var bytes = Encoding.GetEncoding(encoding).GetBytes("a line, then: " + text + " and more");
            AssertWhole(Convert.ToBase64String(bytes), "base64");
            AssertWhole(System.Buffers.Text.Base64Url.EncodeToString(bytes), "base64");
            AssertWhole(Convert.ToHexString(bytes), "hex");
            AssertWhole(Convert.ToHexStringLower(bytes), "hex");
        }
    }

    [Test]
    public void Three_encodings_in_one_another_are_read_and_no_more()
    {
        var text = "a line, then: " + Run;
        for (var depth = 1; depth <= 4; depth++)
        {
            text = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            Assert.That(FoundIn.Text(text, Finder), Is.EqualTo(depth <= 3 ? new[] { $"run 0+{text.Length}" } : []));
        }
    }

    [Test]
    public void An_escape_in_base64_is_read() =>
        AssertWhole(Convert.ToBase64String(Encoding.UTF8.GetBytes("a line: \\u0061bc_" + Run[4..] + " .")), "base64, plain");

    [Test]
    public void A_secret_between_parts_of_a_string_is_joined()
    {
        const string Secret = "abc_Q7zk20";
        var finder = new ViewedFinder(new Detector([new() { Kind = "run", Pattern = "abc_[a-zA-Z0-9]{16}", Start = RuleStart.Any }]));
        var tail = "LmXw91" + "RtbV";
        foreach (var joint in new[] { "\" + \"", "\"+\"", "\" . \"", "\" & \"", "\"\n  \"", "\\\" + \\\"", "' + '", "\n", "\r\n", "\n  ", "\\n", "\\\n" })
        {
            var text = $"x = \"{Secret}{joint}{tail}\";";
            Assert.That(FoundIn.Text(text, finder), Is.EqualTo(new[] { $"run 5+{Secret.Length + joint.Length + tail.Length}" }), joint);
        }
    }

    [TestCase("\" , \"")]
    [TestCase("\" + '")]
    [TestCase(" ")]
    [TestCase("\n\n")]
    [TestCase("\" + x + \"")]
    public void Other_things_join_nothing(string between) =>
        Assert.That(FoundIn.Text("\"abc_Q7z" + between + "k20LmXw91\"", Finder), Is.Empty);

    [Test]
    public void What_stands_in_the_text_is_found_once_though_a_view_shows_it_too() =>
        Assert.That(FoundIn.Text($"\u200b\\u0041 {Run} %41 {Word}\u200b", Finder), Is.EqualTo(new[] { "run 8+12", "word 25+11" }));

    [Test]
    public void The_name_of_a_property_goes_with_its_disguised_text() =>
        Assert.That(FoundIn.Text("h\u200bunter2", Finder, "password"), Has.Count.EqualTo(1));

    [TestCase("")]
    [TestCase("\\")]
    [TestCase("\\u")]
    [TestCase("\\u00")]
    [TestCase("%")]
    [TestCase("%4")]
    [TestCase("&#")]
    [TestCase("&#;")]
    [TestCase("&#x;")]
    [TestCase("&#99999;")]
    [TestCase("&#xfffff;")]
    [TestCase("\ud800")]
    [TestCase("\udb40")]
    [TestCase("\udb40\ud800\udc00")]
    [TestCase("\u200b")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("========================")]
    [TestCase("abcdefghijklmnopqrstuvwxyza")]
    public void Halves_of_disguises_are_passed_over(string text)
    {
        Assert.That(FoundIn.Text(text, Finder), Is.Empty);
        Assert.That(FoundIn.Text(text + Word + " " + text, Finder), Has.Count.LessThanOrEqualTo(1));
    }

    [TestCase("\\u0041")]
    [TestCase("\\\\u0041")]
    [TestCase("%41")]
    [TestCase("%2541")]
    [TestCase("&#65;")]
    [TestCase("\u200b")]
    [TestCase("a\u200b")]
    [TestCase("\U000E0041")]
    [TestCase("\\")]
    [TestCase("QUFB")]
    [TestCase("41")]
    [TestCase("\\u005c")]
    [TestCase("ICAg")]
    public void The_views_of_hostile_text_are_of_bounded_length(string piece)
    {
        var counter = new Counter();
        var text = string.Concat(Enumerable.Repeat(piece, 100_000));
        new ViewedFinder(counter).Find(text, default, new());
        Assert.That(counter.Read, Is.LessThan(16L * text.Length));
    }

    private static void AssertFound(Func<char, string> disguise, string view)
    {
        foreach (var (text, secret) in Texts.Zip(Secrets))
        {
            const string Before = "Before, ";
            var at = text.IndexOf(secret, StringComparison.Ordinal);
            var (before, inside) = (Before + Disguised(text[..at], disguise), Disguised(secret, disguise));
            var found = FoundIn.Spans(before + inside + Disguised(text[(at + secret.Length)..], disguise) + " after", Finder);
            Assert.That(found, Has.Length.EqualTo(1), text);
            Assert.That((found[0].View, found[0].Start), Is.EqualTo((view, before.Length)), text);
            // What is invisible behind the last character stays.
            Assert.That(found[0].Length, Is.EqualTo(inside.Length).Or.EqualTo(inside.Length - disguise('a').Length + 1), text);
        }
    }

    private static string Disguised(string text, Func<char, string> disguise) => string.Concat(text.Select(disguise));

    private static void AssertWhole(string run, string view)
    {
        foreach (var (before, after) in new[] { ("", ""), ("data: ", " ."), ("\"", "\""), ("<", ">") })
        {
            var found = FoundIn.Spans(before + run + after, Finder);
            Assert.That(found, Has.Length.EqualTo(1), run);
            Assert.That((found[0].Start, found[0].Length, found[0].View), Is.EqualTo((before.Length, run.Length, view)), run);
        }
    }

    private sealed class Counter : Finder
    {
        public long Read { get; private set; }

        public override void Find(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found) => Read += text.Length;
    }
}
