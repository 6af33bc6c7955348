using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class PrintableTests
{
    [TestCase("plain text, é and 😀", "plain text, é and 😀")]
    [TestCase("a\nb\tc\rd", "a b c d")]
    [TestCase("\u001b[31mred", "\\u001b[31mred")]
    [TestCase("\u0000\u007f\u0085", "\\u0000\\u007f\\u0085")]
    [TestCase("a\u202eb\u2066c", "a\\u202eb\\u2066c")]
    [TestCase("\u200b\ufeff\u00ad", "\\u200b\\ufeff\\u00ad")]
    [TestCase("\u2028\u2029", "\\u2028\\u2029")]
    [TestCase("\U000e0041", "\\ue0041")]
    [TestCase("\U000e0100\u3164\u034f", "\\ue0100\\u3164\\u034f")]
    [TestCase("\ue000\uffff", "\\ue000\\uffff")]
    [TestCase("", "")]
    public void What_cannot_be_seen_is_shown(string text, string line) => Assert.That(Printable.Line(text), Is.EqualTo(line));

    [Test]
    public void Half_a_pair_is_replaced()
    {
        Assert.That(Printable.Line("a\ud800b"), Is.EqualTo("a\ufffdb"));
        Assert.That(Printable.Line("\udc00\ud800"), Is.EqualTo("\ufffd\ufffd"));
    }

    [TestCase(299, 299)]
    [TestCase(300, 300)]
    [TestCase(301, 301)]
    [TestCase(5_000_000, 301)]
    public void A_line_is_not_endless(int length, int shown)
    {
        var line = Printable.Line(new('x', length));
        Assert.That(line, Has.Length.EqualTo(shown));
        Assert.That(line.EndsWith('…'), Is.EqualTo(length > 300));
    }

    [TestCase("a b c", 10, "a b c")]
    [TestCase("one two three", 9, "one two …")]
    [TestCase("one two three", 8, "one two …")]
    [TestCase("one two three", 13, "one two three")]
    [TestCase("abcdef", 3, "…")]
    public void Half_a_word_is_left_out(string text, int limit, string line) => Assert.That(Printable.Words(text, limit), Is.EqualTo(line));

    [Test]
    public void Of_an_endless_word_the_end_is_left_out() => Assert.That(Printable.Words(new('x', 5_000)), Is.EqualTo(new string('x', 300 - 256) + '…'));

    [Test]
    public void Random_text_is_always_one_line_of_valid_visible_text()
    {
        var random = new Random(11);
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0xd700, 0xe100) : random.Next(0x10000)))]);
            var line = Printable.Line(text, 20);
            Assert.That(line.Any(char.IsControl), Is.False);
            Assert.That(line.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format), Is.False);
            Assert.That(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(line), Throws.Nothing);
            Assert.That(line, Has.Length.LessThanOrEqualTo(20 + 8));
        }
    }
}
