namespace Gateway.Plugins.Presidio.Tests;

public class OptionsTests
{
    [Test]
    public void Findings_are_masked_by_their_entitys_name()
    {
        var guardrail = FoundText.Guardrail();
        Assert.That(FoundText.Masked(guardrail, "card 4012888888881881, mail a@b.de, DE89370400440532013000"), Is.EqualTo("card <CREDIT_CARD>, mail <EMAIL_ADDRESS>, <IBAN_CODE>"));
        Assert.That(guardrail.Kinds.Select(k => k.Name).ToArray(), Has.Length.EqualTo(10).And.Member("US_SSN"));
    }

    [TestCase("4012888888881881", "", "<CREDIT_CARD>")]
    [TestCase("4155550132", "phone", "<PHONE_NUMBER>")]
    [TestCase("78051123", "ssn", "78051123")]
    [TestCase("378051123", "ssn", "<US_SSN>")]
    [TestCase("1654506081", "created", "1654506081")]
    public void Numbers_are_looked_at_too(string number, string property, string masked) =>
        Assert.That(FoundText.Masked(FoundText.Guardrail(), number, property, LeafKind.Number), Is.EqualTo(masked));

    [Test]
    public void A_mask_is_not_masked_again()
    {
        var guardrail = FoundText.Guardrail();
        var masked = FoundText.Masked(guardrail, "a@b.de 078-05-1123 +44 20 7946 0018");
        Assert.That(FoundText.Masked(guardrail, masked), Is.EqualTo(masked));
    }

    [Test]
    public void Other_entities_are_looked_for_when_they_are_named()
    {
        var guardrail = FoundText.Guardrail("""{"pii_entities": ["uk_nino", "URL", "URL"]}""");
        Assert.That(guardrail.Kinds.Select(k => k.Name), Is.EqualTo(new[] { "UK_NINO", "URL" }));
        Assert.That(FoundText.Masked(guardrail, "AA123456B a@b.de https://example.com"), Is.EqualTo("<UK_NINO> a@b.de <URL>"));
    }

    [Test]
    public void Disabled_it_finds_nothing_and_says_so()
    {
        var log = new List<string>();
        var guardrail = FoundText.Guardrail("""{"enable_presidio": false}""", log.Add);
        Assert.That(FoundText.Masked(guardrail, "a@b.de"), Is.EqualTo("a@b.de"));
        Assert.That(guardrail.Kinds, Has.Count.EqualTo(10));
        Assert.That(log.Single(), Does.Contain("enable_presidio"));
    }

    [Test]
    public void Allowed_texts_pass() =>
        Assert.That(FoundText.Masked(FoundText.Guardrail("""{"allow_list": ["info@example.com"]}"""), "info@example.com, a@b.de"), Is.EqualTo("info@example.com, <EMAIL_ADDRESS>"));

    [Test]
    public void Another_language_brings_its_words()
    {
        Assert.That(FoundText.Masked(FoundText.Guardrail(), "Rufnummer 516 466 638"), Does.EndWith("638"));
        Assert.That(FoundText.Masked(FoundText.Guardrail("""{"language": "de"}"""), "Rufnummer 516 466 638"), Is.EqualTo("Rufnummer <PHONE_NUMBER>"));
    }

    [TestCase("""{"pii_entities": ["CREDIT_CARDS"]}""", "'CREDIT_CARDS' is unknown; near are: CREDIT_CARD")]
    [TestCase("""{"pii_entities": ["SSN"]}""", "US_SSN")]
    [TestCase("""{"pii_entities": ["PERSON"]}""", "analyzer_url")]
    [TestCase("""{"pii_entities": []}""", "pii_entities: is empty")]
    [TestCase("""{"language": "xx"}""", "known are: de, en, es, fr, it, pt")]
    [TestCase("""{"score_threshold": 2}""", "score_threshold")]
    [TestCase("""{"phone_regions": ["USA"]}""", "phone_regions: 'USA'")]
    [TestCase("""{"pii_entitys": []}""", "the option 'pii_entitys' is unknown")]
    [TestCase("""{"allow_list": null}""", "allow_list")]
    [TestCase("""{"analyzer_url": "nonsense"}""", "analyzer_url: is no address")]
    [TestCase("""{"analyzer_url": "http://192.0.2.1:5002"}""", "analyzer_allow_http")]
    [TestCase("""{"analyzer_url": "https://user:word@192.0.2.1"}""", "analyzer_url: has a user")]
    [TestCase("""{"analyzer_url": "http://127.0.0.1:5002", "analyzer_timeout": 0}""", "analyzer_timeout")]
    public void Options_that_cannot_be_used_are_errors_that_name_them(string options, string sentence) =>
        Assert.That(() => FoundText.Guardrail(options), Throws.TypeOf<PluginOptionsException>().With.Message.Contains(sentence));
}
