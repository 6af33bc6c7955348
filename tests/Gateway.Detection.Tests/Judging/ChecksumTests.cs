using Gateway.Detection.Judging;
using Gateway.Detection.Judging.Checksums;

namespace Gateway.Detection.Tests.Judging;

public class ChecksumTests
{
    // As zlib computes them; the checksums of the tokens below too, in base 62.
    [TestCase("", 0u)]
    [TestCase("123456789", 0xCBF43926u)]
    [TestCase("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    [TestCase("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123", 0xEC46CE3Au)]
    public void A_CRC_is_that_of_zip(string text, uint crc) => Assert.That(Crc32.Of(text), Is.EqualTo(crc));

    [TestCase("ghp_", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123", "4KGnwg")]
    [TestCase("npm_", "q7Zk20LmXw91RtbVc3Hn85YpJ4sGd6", "3gLDUT")]
    public void A_token_ends_in_the_checksum_of_its_body(string prefix, string body, string checksum)
    {
        var rule = new Rule { Kind = "k", Pattern = "(?:ghp|npm)_[A-Za-z0-9]{36}", Validator = Validators.Find("github"), TakesPlaceholders = true, Confidence = 1 };
        var holds = FoundIn.Spans(prefix + body + checksum, new Detector([rule])).Single();
        Assert.That((holds.Confidence, holds.Check), Is.EqualTo((1.0, "checksum holds")));
        var fails = FoundIn.Spans(prefix + body + "0" + checksum[1..^1] + "z", new Detector([rule])).Single();
        Assert.That((fails.Confidence, fails.Check), Is.EqualTo((0.7, "checksum fails")));
        Assert.That(FoundIn.Spans(prefix + body + checksum + "abcd", new Detector([rule])).Single().Check, Is.Null);
    }

    [TestCase("4111111111111111", true)]
    [TestCase("4111 1111 1111 1111", true)]
    [TestCase("79927398713", true)]
    [TestCase("79927398710", false)]
    [TestCase("4111111111111112", false)]
    [TestCase("0", false)]
    [TestCase("", false)]
    public void A_check_digit_holds(string digits, bool isValid) => Assert.That(Luhn.IsValid(digits), Is.EqualTo(isValid));

    // Bitcoin's first address, and the wallet import format's example of its wiki.
    [TestCase("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", true)]
    [TestCase("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", false)]
    [TestCase("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", true)]
    [TestCase("0OIl", false)]
    [TestCase("1", false)]
    [TestCase("", false)]
    public void A_base58_text_ends_in_its_checksum(string text, bool isValid) => Assert.That(Base58Check.IsValid(text), Is.EqualTo(isValid));

    [Test]
    public void Endless_base58_is_not_computed() => Assert.That(Base58Check.IsValid(new string('z', 1_000_000)), Is.False);

    [TestCase("{\"alg\":\"HS256\"}", "{\"sub\":\"1\"}", 1)]
    [TestCase("{\"alg\" : \"none\"}", "{\"sub\": \"1\"}", 1)]
    [TestCase("{\"alg\":\"HS256\"}", "no JSON at all", 0.6)]
    [TestCase("no JSON at all", "{\"sub\":\"1\"}", 0.6)]
    public void A_web_token_has_a_header_and_a_payload_of_JSON(string header, string payload, double confidence)
    {
        var token = $"{Encoded(header)}.{Encoded(payload)}.c2lnbmF0dXJl";
        var rule = new Rule { Kind = "jwt", Pattern = "[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]+", ReadsWholeText = true, Validator = Validators.Find("jwt"), Confidence = 1 };
        Assert.That(FoundIn.Spans(token, new Detector([rule])).Single().Confidence, Is.EqualTo(confidence));
    }

    [Test]
    public void Every_validator_bears_any_candidate()
    {
        string[] secrets = ["a", "1", ".", "=", "$", "a.b", "ey.", ".ey", "AKIA", "AKI", "é", "\ud800", new('a', 5_000), new(' ', 30), "_", "a_b", "%4", "://"];
        foreach (var name in Validators.Names)
        {
            foreach (var secret in secrets)
            {
                var judgement = Validators.Find(name)!(new Candidate(secret, 0, secret.Length, secret, ValueSyntax.Bare));
                Assert.That(judgement.Factor, Is.InRange(0, 1), $"{name} of {secret}");
            }
        }
    }

    private static string Encoded(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
}
