using System.Text;
using Gateway.Core.Text;

namespace Gateway.Core.Tests.Text;

public class StringPlacesTests
{
    private static readonly string[] Parts = ["a", "é", "漢", "😀", "\\n", "\\u0041", "\\ud83d\\ude00", "\\ud83d", "plain text "];

    [Test]
    public void What_it_remembers_changes_no_answer()
    {
        var random = new Random(7);
        var raw = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 4_000).Select(_ => Parts[random.Next(Parts.Length)])));
        var units = JsonString.Decode(raw, new char[raw.Length]);
        var places = new StringPlaces();
        for (var i = 0; i < 3_000; i++)
        {
            var start = random.Next(units);
            var length = random.Next(1, Math.Min(40, units - start + 1));
            Assert.That(places.Locate(raw, start, length), Is.EqualTo(new StringPlaces().Locate(raw, start, length)), $"{start}+{length}");
        }
    }

    [Test]
    public void A_string_is_forgotten()
    {
        var places = new StringPlaces();
        places.Locate(Encoding.UTF8.GetBytes(new string('é', 5_000)), 4_000, 1);
        places.Clear();
        Assert.That(places.Locate(Encoding.UTF8.GetBytes(new string('a', 5_000)), 4_000, 1), Is.EqualTo((4_000, 4_001)));
    }

    // Read from its start for each, they would be four hundred thousand million steps.
    [Test]
    [CancelAfter(60_000)]
    public void A_long_string_with_many_findings_is_not_read_from_its_start_for_each()
    {
        var raw = Encoding.UTF8.GetBytes(new string('a', 4_000_000));
        var places = new StringPlaces();
        for (var start = 3_999_980; start > 0; start -= 20)
        {
            Assert.That(places.Locate(raw, start, 10) == (start, start + 10));
        }
    }
}
