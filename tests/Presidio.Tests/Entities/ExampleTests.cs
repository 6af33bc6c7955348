using Gateway.Plugins.Presidio.Entities;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Tests.Entities;

public class ExampleTests
{
    private static IEnumerable<TestCaseData> Examples() =>
        from recogniser in Recognisers.All
        from example in recogniser.Examples()
        select new TestCaseData(recogniser.Entity, example.Text, example.Found).SetArgDisplayNames(recogniser.ToString(), example.Text);

    [TestCaseSource(nameof(Examples))]
    public void Every_recogniser_finds_its_examples_and_no_others(string entity, string text, string found) =>
        Assert.That(FoundText.In(text, FoundText.Finder([entity])), Is.EqualTo(found.Length == 0 ? [] : new[] { found }));

    [Test]
    public void Every_recogniser_has_examples_of_both_sorts()
    {
        foreach (var recogniser in Recognisers.All)
        {
            var examples = recogniser.Examples();
            Assert.That(examples.Any(e => e.Found.Length > 0) && examples.Any(e => e.Found.Length == 0), Is.True, recogniser.ToString());
        }
    }

    [Test]
    public void Words_only_raise_a_score()
    {
        foreach (var recogniser in Recognisers.All) Assert.That(recogniser.ContextScore, Is.GreaterThanOrEqualTo(recogniser.Score), recogniser.ToString());
    }

    [Test]
    public void Shapes_stay_below_the_longest_run_of_the_tree() =>
        Assert.That(Recognisers.All.SelectMany(r => r.Shapes).SelectMany(s => s.Split('-')).Select(g => g.Length), Has.All.InRange(1, ShapeTree.TooLong - 1));

    [Test]
    public void The_default_entities_are_Lassos_nine_and_the_account_number() =>
        Assert.That(EntityCatalog.Default, Is.EquivalentTo(new[] { "CREDIT_CARD", "IP_ADDRESS", "EMAIL_ADDRESS", "PHONE_NUMBER", "CRYPTO", "MEDICAL_LICENSE", "US_PASSPORT", "US_ITIN", "US_SSN", "IBAN_CODE" }));
}
