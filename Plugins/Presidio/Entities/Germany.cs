using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Germany.</summary>
internal static class Germany
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "DE_TAX_ID",
            Shapes = ["99999999999", "99-999-999-999"],
            Separators = " ",
            Check = static d => d[0] != '0' && Digits.IsMod11And10(d) && GermanNumbers.HasOneDigitAgain(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Tax,
            Against = Topic.Serial,
            Examples = () => [Is("86095742719", "Steuer-ID: ", " ."), Is("86095742719"), Is("86 095 742 719", "tax id "), Not("86095742718"), Not("06095742719")],
        },
        new()
        {
            Entity = "DE_TAX_NUMBER",
            Shapes = ["99-999-99999", "999-999-99999", "999-9999-9999", "99-999-9999"],
            Separators = "/",
            Score = 0.5,
            ContextScore = 0.85,
            Context = Topic.Tax,
            Examples = () => [Is("123/456/78901"), Is("12/345/67890", "tax "), Not("123/456/789012")],
        },
        new()
        {
            Entity = "DE_TAX_NUMBER",
            Rule = "of all countries",
            Shapes = ["9999999999999"],
            Check = static d => d[4] == '0' && Digits.Two(d, 0) is >= 1 and <= 16 or (>= 21 and <= 32),
            Score = 0.2,
            ContextScore = 0.7,
            Context = Topic.Tax,
            Examples = () => [Is("2181081508155", "tax number "), Not("2181081508155")],
        },
        new()
        {
            Entity = "DE_ID_CARD",
            Shapes = ["A9XXXXXXX", "AXXXXXXX9"],
            Check = static id => "LMNPRTVWXYCFGHJK".Contains(id[0]) && GermanNumbers.IsMachineReadable(id),
            Score = 0.5,
            ContextScore = 0.85,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("C01234565", "identity "), Not("identity C01234566")],
        },
        new()
        {
            Entity = "DE_PASSPORT",
            Shapes = ["AXXXXXXX9"],
            Check = static id => "CFGHJK".Contains(id[0]) && GermanNumbers.IsMachineReadable(id),
            Score = 0.5,
            ContextScore = 0.9,
            Context = Topic.Passport,
            Against = Topic.Serial,
            Examples = () => [Is("C01234565", "Reisepass ", " x"), Is("C01234565"), Not("C01234566"), Not("A01234567")],
        },
        new()
        {
            Entity = "DE_SOCIAL_SECURITY",
            Shapes = ["99999999A999", "99-999999-A-999"],
            Check = GermanNumbers.IsPension,
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Insurance | Topic.SocialSecurity,
            Examples = () => [Is("65070803A019"), Is("65 070803 A 019"), Not("65070803A018"), Not("65350803A019")],
        },
        new()
        {
            Entity = "DE_HEALTH_INSURANCE",
            Shapes = ["A999999999"],
            Check = GermanNumbers.IsHealth,
            Score = 0.6,
            ContextScore = 0.95,
            Context = Topic.Medical | Topic.Insurance,
            Examples = () => [Is("M123456785"), Is("B123456782", "KVNR "), Not("M123456789"), Not("A1234567890")],
        },
        new()
        {
            Entity = "DE_VAT_ID",
            Shapes = ["AA999999999", "AA-999-999-999", "AA-999999999"],
            Separators = " .",
            Check = static id => id[..2] is "DE" && id[2] != '0' && Digits.IsMod11And10(id[2..]),
            Score = 0.9,
            ContextScore = 1,
            Context = Topic.Tax,
            Examples = () => [Is("DE136695976"), Is("DE136695976", "USt-IdNr.: "), Is("DE 136 695 976"), Not("DE136695977"), Not("FR136695976")],
        },
        new()
        {
            Entity = "DE_LANR",
            Shapes = ["999999999"],
            Check = static d => (10 - (Digits.Weighted(d, [4, 9, 4, 9, 4, 9]) % 10)) % 10 == Digits.Value(d[6]) && d[7..] is not "00",
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Medical,
            Against = Topic.Serial,
            Examples = () => [Is("123456601", "physician "), Is("123456601"), Not("order 123456601"), Not("physician 123456901")],
        },
        new()
        {
            Entity = "DE_BSNR",
            Shapes = ["999999999"],
            Check = static d => Digits.Two(d, 0) is (>= 1 and <= 74) or 98 or 99 && !Digits.AreAllEqual(d),
            Score = 0.1,
            ContextScore = 0.6,
            Context = Topic.Medical,
            Examples = () => [Is("021234568", "medical "), Not("021234568"), Not("medical 000000000")],
        },
        new()
        {
            Entity = "DE_FUEHRERSCHEIN",
            Shapes = ["XXX9999999X", "AA99999999X"],
            Check = static id => Characters.IsLetter(id[0]) || Characters.IsLetter(id[1]),
            Score = 0.3,
            ContextScore = 0.75,
            Context = Topic.Driver,
            Examples = () => [Is("BO12345678A", "driver license "), Not("BO12345678A"), Not("license 12345678901")],
        },
        new()
        {
            Entity = "DE_HANDELSREGISTER",
            Shapes = [.. Lengths.Of('9', 1, 6, "AAA-"), .. Lengths.Of('9', 3, 6, "AAA")],
            Separators = " ",
            Check = static id => id[..3] is "HRA" or "HRB",
            Score = 0.8,
            Examples = () => [Is("HRB 123456"), Is("HRA12345"), Is("hrb 12345", "Amtsgericht München "), Not("HRC 12345"), Not("HRB 1234567")],
        },
        new()
        {
            Entity = "DE_KFZ",
            Shapes = [.. Plates],
            Score = 0.2,
            ContextScore = 0.7,
            Context = Topic.Vehicle,
            Examples = () => [Is("M-XY-999", "plate "), Is("HH AB 1234", "vehicle "), Not("M-XY-999"), Not("vehicle B 1234")],
        },
        new()
        {
            Entity = "DE_PLZ",
            Shapes = ["99999"],
            Check = static d => int.Parse(d, System.Globalization.CultureInfo.InvariantCulture) is >= 1067 and <= 99998,
            Score = 0.05,
            ContextScore = 0.6,
            Context = Topic.Postal,
            Examples = () => [Is("80331", "postal code "), Not("80331"), Not("postal code 01000")],
        },
    ];


    private static IEnumerable<string> Plates =>
        from place in Enumerable.Range(1, 3)
        from letters in Enumerable.Range(1, 2)
        from digits in Enumerable.Range(1, 4)
        select $"{new string('A', place)}-{new string('A', letters)}-{new string('9', digits)}";
}
