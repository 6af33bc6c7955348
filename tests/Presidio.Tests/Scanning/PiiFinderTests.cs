using Gateway.Detection;

namespace Gateway.Plugins.Presidio.Tests.Scanning;

public class PiiFinderTests
{
    private const string Card = "4012888888881881";

    [Test]
    public void Everything_is_found_at_every_place_of_a_block()
    {
        for (var before = 0; before < 140; before++)
        {
            var text = $"{new string('.', before)} {Card}, 078-05-1123; a@b.de | +44 20 7946 0018 | DE89370400440532013000 | 83.112.41.17 {new string('x', before)}";
            Assert.That(FoundText.In(text), Is.EqualTo(new[] { Card, "078-05-1123", "a@b.de", "+44 20 7946 0018", "DE89370400440532013000", "83.112.41.17" }), text);
        }
    }

    [Test]
    public void Neighbours_change_nothing()
    {
        string[] values = [Card, "078-05-1123", "+41798984303", "83.112.41.17", "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ", "FR1420041010050500013M02606", "(415) 555-0132"];
        string[] frames = ["{0}", "\"{0}\"", "value: {0}.", "| 7 | {0} | ok |", "a,{0},2024-05-01", "<b>{0}</b>", "x={0};", "\\n{0}\\n", "\\\"{0}\\\"", "电话{0}号", "é {0} é", "\u00A0{0}\u00A0", "({0})"];
        foreach (var value in values)
        {
            foreach (var frame in frames)
            {
                if (value[0] == '(' && frame[0] == '(') continue;
                var text = frame.Replace("{0}", value, StringComparison.Ordinal);
                Assert.That(FoundText.In(text), Is.EqualTo(new[] { value }), text);
            }
        }
    }

    [TestCase("ssn", "078051123", "US_SSN")]
    [TestCase("socialSecurityNumber", "078051123", "US_SSN")]
    [TestCase("passport_number", "912803456", "US_PASSPORT")]
    [TestCase("itin", "911-70-1234", "US_ITIN")]
    [TestCase("mobile", "4155550132", "PHONE_NUMBER")]
    [TestCase("card_number", "122000000000003", "CREDIT_CARD")]
    public void A_propertys_name_is_context(string property, string text, string entity)
    {
        Assert.That(FoundText.Entities(text, property: property), Is.EqualTo(new[] { entity }));
        Assert.That(FoundText.Entities(text), Is.Empty);
    }

    [TestCase("id", Card)]
    [TestCase("orderId", Card)]
    [TestCase("version", "1.2.3.4")]
    public void A_propertys_name_speaks_against_too(string property, string text)
    {
        Assert.That(FoundText.In(text, property: property), Is.Empty);
        Assert.That(FoundText.In(text), Is.Not.Empty);
    }

    [Test]
    public void Words_of_another_line_or_far_away_are_no_context()
    {
        Assert.That(FoundText.In("passport\n912803456"), Is.Not.Empty);
        Assert.That(FoundText.In("passport of somebody\nwho came here with a number 912803456"), Is.Empty);
        Assert.That(FoundText.In($"passport{new string(' ', 200)}912803456"), Is.Empty);
    }

    [Test]
    public void A_lower_threshold_reports_what_only_has_the_shape()
    {
        Assert.That(FoundText.Entities("912803456", FoundText.Finder(["US_PASSPORT"], threshold: 0)), Is.EqualTo(new[] { "US_PASSPORT" }));
        Assert.That(FoundText.In("078-05-1123", FoundText.Finder(["US_SSN"], threshold: 0.9)), Is.Empty);
    }

    [Test]
    public void Only_the_wanted_entities_are_found() =>
        Assert.That(FoundText.Entities($"{Card} 078-05-1123 a@b.de", FoundText.Finder(["US_SSN"])), Is.EqualTo(new[] { "US_SSN" }));

    [Test]
    public void Lone_surrogates_do_no_harm()
    {
        Assert.That(FoundText.In($"\uD83D{Card}\uDE00"), Is.EqualTo(new[] { Card }));
        Assert.That(FoundText.In($"\uD83D@\uDE00.com \uD83D"), Is.Empty);
    }

    [Test]
    public void Random_text_never_gives_a_span_outside_it()
    {
        const string Alphabet = "0123456789abAB @.-+():/\\n\u00A0é٣1234";
        var random = new Random(20261125);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Create(random.Next(90), random, static (span, r) =>
            {
                foreach (ref var c in span) c = Alphabet[r.Next(Alphabet.Length)];
            });
            var found = new Detections();
            FoundText.All.Find(text, "", found);
            foreach (var detection in found.Found) Assert.That(detection.Start >= 0 && detection.Length > 0 && detection.End <= text.Length, Is.True, text);
        }
    }
}
