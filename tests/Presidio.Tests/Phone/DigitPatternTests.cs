using System.Text.RegularExpressions;
using Gateway.Plugins.Presidio.Phone;

namespace Gateway.Plugins.Presidio.Tests.Phone;

public class DigitPatternTests
{
    [TestCase(@"[2-9]\d{9}|3\d{6}", "4155550132", true)]
    [TestCase(@"[2-9]\d{9}|3\d{6}", "3123456", true)]
    [TestCase(@"[2-9]\d{9}|3\d{6}", "1155550132", false)]
    [TestCase(@"(?:1(?:05|[2-9])|80)\d?\d", "1057", true)]
    [TestCase(@"(?:1(?:05|[2-9])|80)\d?\d", "805", true)]
    [TestCase(@"(?:1(?:05|[2-9])|80)\d?\d", "10", false)]
    [TestCase(@"8\d{5}(?:\d{2,4})?", "812345", true)]
    [TestCase(@"8\d{5}(?:\d{2,4})?", "8123456", false)]
    [TestCase(@"8\d{5}(?:\d{2,4})?", "8123456789", true)]
    public void Matches_the_whole_number(string pattern, string digits, bool matches) => Assert.That(DigitPattern.IsMatch(pattern, digits), Is.EqualTo(matches));

    [Test]
    public void Agrees_with_the_regex_library_on_every_plan()
    {
        var random = new Random(20261125);
        foreach (var line in Lines())
        {
            var fields = line.Split(' ');
            var regex = new Regex($"^(?:{fields[4]})$", RegexOptions.CultureInvariant);
            for (var i = 0; i < 60; i++)
            {
                var digits = string.Concat(Enumerable.Range(0, random.Next(3, 15)).Select(_ => random.Next(10)));
                Assert.That(DigitPattern.IsMatch(fields[4], digits), Is.EqualTo(regex.IsMatch(digits)), $"{fields[1]} {digits}");
            }
        }
    }

    [Test]
    public void There_is_a_plan_for_every_default_region_and_over_two_hundred_more()
    {
        Assert.That(PresidioSettings.DefaultRegions.Select(NumberingPlans.OfRegion), Has.None.Null);
        Assert.That(NumberingPlans.All, Has.Count.GreaterThan(240));
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(NumberingPlans).Assembly.GetManifestResourceStream("plans.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#')) yield return line;
        }
    }
}
