using Gateway.Detection;

namespace Gateway.Plugins.Presidio.Tests.Scanning;

/// <summary>Counts work, not seconds: twice the text may cost twice the work and no more.</summary>
public class WorkTests
{
    private const int MostPerCharacter = 400;

    [TestCase("1")]
    [TestCase("1 ")]
    [TestCase("12-")]
    [TestCase("1.")]
    [TestCase("1:")]
    [TestCase("a1:")]
    [TestCase("+1")]
    [TestCase("(0")]
    [TestCase("0 ")]
    [TestCase("02 ")]
    [TestCase("1234 ")]
    [TestCase("4012 8888 8888 ")]
    [TestCase("DE89 ")]
    [TestCase("A1")]
    [TestCase("a")]
    [TestCase("@")]
    [TestCase("a@")]
    [TestCase("a@a.")]
    [TestCase("@a.")]
    [TestCase(".")]
    [TestCase("phone 1234567 ")]
    [TestCase("phone 12 ")]
    [TestCase("passport ssn card bank 123456789 ")]
    [TestCase("://")]
    [TestCase("www.")]
    [TestCase("http://a.b")]
    [TestCase("AB 12 34 56 ")]
    [TestCase("a b c d 1 ")]
    [TestCase("::1")]
    [TestCase("ff:")]
    [TestCase("\\n1")]
    [TestCase("x1_")]
    public void Hostile_text_costs_linear_work(string piece)
    {
        var small = Work(piece, 20_000);
        var large = Work(piece, 80_000);
        Assert.That(large, Is.LessThanOrEqualTo((small * 4.4) + 1000));
        Assert.That(large, Is.LessThanOrEqualTo(80_000L * MostPerCharacter));
    }

    [Test]
    public void One_endless_run_costs_linear_work()
    {
        var text = string.Concat(Enumerable.Repeat("a1", 50_000));
        Assert.That(FoundText.All.FindAndCount(text, "", new Detections()), Is.LessThan(text.Length * 3));
    }

    [Test]
    public void Clean_text_is_hardly_looked_at()
    {
        var text = string.Concat(Enumerable.Repeat("public static int Add(int first, int second) => first + second; // returns 32 bits, see chapter 7\n", 200));
        Assert.That(FoundText.Default.FindAndCount(text, "", new Detections()), Is.LessThan(text.Length / 10));
    }

    private static long Work(string piece, int length) =>
        FoundText.All.FindAndCount(string.Concat(Enumerable.Repeat(piece, length / piece.Length)), "", new Detections());
}
