using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Cards, accounts, wallets.</summary>
internal static class Money
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "CREDIT_CARD",
            Rule = "card",
            Shapes = ["9999999999999999", "999999999999999", "99999999999999", "9999-9999-9999-9999", "9999-999999-99999", "9999-999999-9999"],
            Check = CardNumber.IsCommon,
            Score = 1,
            Against = Topic.Serial,
            Context = Topic.Card,
            Examples = () =>
            [
                Is("4012888888881881"), Is("4012-8888-8888-1881", "card: ", "."), Is("4012 8888 8888 1881", "7 ", " x"), Is("5555555555554444"),
                Is("371449635398431"), Is("3714 496353 98431"), Is("30569309025904"), Is("6011000400000000"), Is("2223003122003222"), Is("3530111333300000"),
                Not("4012-8888-8888-1882"), Not("4012888888881882"), Not("0.4012888888881881"), Not("a4012888888881881"), Not("4012888888881881-aa00"), Not("4444444444444444"),
                Not("order 4012888888881881"), Not("4012 8888-8888 1881"), Not("1748503543012"), Not("0000000000000000"),
            ],
        },
        new()
        {
            Entity = "CREDIT_CARD",
            Rule = "older Visa",
            Shapes = ["9999999999999"],
            Check = CardNumber.IsOlderVisa,
            Score = 0.55,
            ContextScore = 0.9,
            Context = Topic.Card,
            Against = Topic.Serial,
            Examples = () => [Is("4222222222222"), Is("4222222222222", "cc "), Not("4222222222223"), Not("EAN 4222222222222")],
        },
        new()
        {
            Entity = "CREDIT_CARD",
            Rule = "rare card",
            Shapes = [.. Lengths.Of('9', 12, 19), "9999-9999-9999-9999-999"],
            Check = CardNumber.IsRare,
            Score = 0.3,
            ContextScore = 0.9,
            Context = Topic.Card,
            Examples = () => [Is("122000000000003", "my credit card: "), Not("122000000000003")],
        },
        new()
        {
            Entity = "IBAN_CODE",
            Shapes = [.. Iban.Shapes],
            Check = Iban.IsIban,
            Score = 1,
            Examples = () =>
            [
                Is("DE89370400440532013000"), Is("GB82 WEST 1234 5698 7654 32", "IBAN "), Is("gb82west12345698765432"), Is("FR1420041010050500013M02606"), Is("NL91ABNA0417164300", "to ", ","), Is("NO9386011117947"),
                Is("CH93 0076 2011 6238 5295 7"), Is("MT84MALT011000012345MTLCAST001S"),
                Not("DE89370400440532013001"), Not("DE8937040044053201300"), Not("XX89370400440532013000"), Not("DE89370400440532013000A"),
            ],
        },
        new()
        {
            Entity = "CRYPTO",
            Rule = "bitcoin",
            Shapes = [.. Lengths.Of('X', 26, 35)],
            KeepCase = true,
            Check = static a => a[0] is '1' or '3' && Base58.IsAddress(a),
            Score = 1,
            Examples = () => [Is("16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ"), Is("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "pay ", "."), Not("16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyX"), Not("16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ0")],
        },
        new()
        {
            Entity = "CRYPTO",
            Rule = "bitcoin, bech32",
            Shapes = ["AA9" + new string('X', 39), "AA9" + new string('X', 59)],
            KeepCase = true,
            Check = Bech32.IsAddress,
            Score = 1,
            Examples = () =>
            [
                Is("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"), Is("bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297"),
                Is("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"), Not("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdz"), Not("bc1Qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
            ],
        },
        new()
        {
            Entity = "CRYPTO",
            Rule = "ethereum",
            Shapes = ["9A" + new string('X', 40)],
            KeepCase = true,
            Check = EthereumAddress.IsAddress,
            Score = 0.9,
            Examples = () =>
            [
                Is("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), Is("0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359", "to "), Not("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"),
                Not("0x0000000000000000000000000000000000000000"), Not("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedff"), Not("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
            ],
        },
        new()
        {
            Entity = "US_BANK_NUMBER",
            Shapes = [.. Lengths.Of('9', 8, 17)],
            Score = 0.05,
            ContextScore = 0.6,
            Context = Topic.Bank,
            Examples = () => [Is("945456787654", "my bank account number is "), Not("945456787654"), Not("bank account 9454567")],
        },
        new()
        {
            Entity = "ABA_ROUTING_NUMBER",
            Shapes = ["999999999", "9999-9999-9"],
            Check = static d => "012367".Contains(d[0]) && Digits.Weighted(d, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 && !Digits.AreAllEqual(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Bank,
            Against = Topic.Serial,
            Examples = () => [Is("121042882", "routing number "), Is("0711-0130-7", "ABA: "), Is("121042882"), Not("order 121042882"), Not("routing number 121042883")],
        },
    ];
}
