using Gateway.Detection.Views;

namespace Gateway.Detection.Tests.Views;

public class CoveredPartsTests
{
    [Test]
    public void A_part_is_covered_where_one_finding_holds_all_of_it()
    {
        var random = new Random(8);
        for (var round = 0; round < 2_000; round++)
        {
            var found = new Detections();
            for (var i = random.Next(12); i >= 0; i--) found.Add(new() { Kind = "k", Rule = "k", Start = random.Next(20), Length = random.Next(1, 8), Confidence = 1 });
            var first = random.Next(found.Count + 1);
            var known = new CoveredParts(found, first);
            for (var start = 0; start < 28; start++)
            {
                var end = start + random.Next(1, 6);
                var expected = found.Found.ToArray().Skip(first).Any(d => d.Start <= start && d.End >= end);
                Assert.That(known.Contain(start, end), Is.EqualTo(expected));
            }

            known.Return();
        }
    }
}
