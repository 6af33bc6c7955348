using System.Globalization;
using System.Numerics;
using System.Text;
using Gateway.Plugins.Presidio.Checks;

namespace Gateway.Plugins.Presidio.Tests.Checks;

/// <summary>Check digits against values that were computed in another way, or published.</summary>
public class CheckDigitTests
{
    private readonly Random _random = new(20261125);

    [Test]
    public void Exactly_one_of_ten_last_digits_passes_Luhn()
    {
        for (var round = 0; round < 200; round++)
        {
            var body = RandomDigits(_random.Next(7, 18));
            var sum = body.Reverse().Select((c, i) => i % 2 == 0 ? Cross((c - '0') * 2) : c - '0').Sum();
            var expected = (10 - (sum % 10)) % 10;
            Assert.That(Enumerable.Range(0, 10).Where(d => Digits.IsLuhn(body + d)), Is.EqualTo(new[] { expected }));
        }

        static int Cross(int value) => (value / 10) + (value % 10);
    }

    [Test]
    public void Mod_97_is_that_of_the_whole_number()
    {
        for (var round = 0; round < 200; round++)
        {
            var account = RandomDigits(18);
            var check = 98 - (int)(BigInteger.Parse(account + "131400", CultureInfo.InvariantCulture) % 97);
            Assert.That(Digits.IsMod97(account, $"DE{check:00}"), Is.True);
            Assert.That(Digits.IsMod97(account, $"DE{(check % 97) + 1:00}"), Is.EqualTo(check % 97 + 1 == check));
        }
    }

    [TestCase("2363", true)]
    [TestCase("123451", true)]
    [TestCase("1428570", true)]
    [TestCase("2362", false)]
    [TestCase("123415", false)]
    public void Verhoeffs_published_examples(string digits, bool passes) => Assert.That(Digits.IsVerhoeff(digits), Is.EqualTo(passes));

    [Test]
    public void Verhoeff_sees_every_wrong_digit_and_every_swap()
    {
        for (var round = 0; round < 100; round++)
        {
            var body = RandomDigits(11);
            var good = Enumerable.Range(0, 10).Select(d => body + d).Single(d => Digits.IsVerhoeff(d));
            for (var i = 0; i + 1 < good.Length; i++)
            {
                if (good[i] == good[i + 1]) continue;
                var swapped = string.Concat(good.AsSpan(0, i), good[i + 1].ToString(), good[i].ToString(), good.AsSpan(i + 2));
                Assert.That(Digits.IsVerhoeff(swapped), Is.False);
            }
        }
    }

    [TestCase("86095742719", true)]
    [TestCase("86095742710", false)]
    [TestCase("136695976", true)]
    public void Mod_11_10(string digits, bool passes) => Assert.That(Digits.IsMod11And10(digits), Is.EqualTo(passes));

    [TestCase("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [TestCase("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    public void Keccak_has_its_published_hashes(string text, string hash)
    {
        Span<byte> result = stackalloc byte[Keccak.HashLength];
        Keccak.Hash(Encoding.ASCII.GetBytes(text), result);
        Assert.That(Convert.ToHexStringLower(result), Is.EqualTo(hash));
    }

    [TestCase("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", true)]
    [TestCase("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", true)]
    [TestCase("tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy", true)]
    [TestCase("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", false)]
    [TestCase("tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty", false)]
    public void Bech32_has_the_examples_of_its_proposals(string address, bool passes) => Assert.That(Bech32.IsAddress(address), Is.EqualTo(passes));

    [TestCase("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", true)]
    [TestCase("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", true)]
    [TestCase("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", true)]
    [TestCase("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9adb", false)]
    public void Ethereum_has_the_examples_of_its_proposal(string address, bool passes) => Assert.That(EthereumAddress.IsAddress(address), Is.EqualTo(passes));

    [Test]
    public void A_wrong_character_anywhere_breaks_an_address()
    {
        const string Good = "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ";
        Assert.That(Base58.IsAddress(Good), Is.True);
        for (var i = 1; i < Good.Length; i++)
        {
            var wrong = string.Concat(Good.AsSpan(0, i), Good[i] == 'z' ? "y" : "z", Good.AsSpan(i + 1));
            Assert.That(Base58.IsAddress(wrong), Is.False, wrong);
        }
    }

    private string RandomDigits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => _random.Next(10)));
}
