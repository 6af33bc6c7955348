using System.Buffers;
using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of the United States.</summary>
internal static class UnitedStates
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "US_SSN",
            Rule = "with hyphens",
            Shapes = ["999-99-9999"],
            Separators = "-",
            Check = IsSocialSecurity,
            Score = 0.85,
            Examples = () => [Is("078-05-1123"), Is("856-45-6789", "ssn=", ","), Not("000-12-3456"), Not("666-12-3456"), Not("912-12-3456"), Not("123-00-4567"), Not("123-45-0000"), Not("078-05-1120"), Not("1-078-05-1123"), Not("078-05-1123-4"), Not("078-05.1123")],
        },
        new()
        {
            Entity = "US_SSN",
            Rule = "otherwise",
            Shapes = ["999-99-9999", "999999999"],
            Separators = " .",
            Check = IsSocialSecurity,
            Score = 0.3,
            ContextScore = 0.7,
            Context = Topic.SocialSecurity,
            Examples = () => [Is("078051123", "SSN: "), Is("078 05 1123", "social security number "), Not("078051123"), Not("078 05 1123"), Not("ssn 078051120"), Not("ssn 123456789")],
        },
        new()
        {
            Entity = "US_ITIN",
            Shapes = ["999-99-9999", "999999999"],
            Check = IsTaxpayer,
            // Numbers that begin with a 9 are also what a made-up SSN looks like.
            Score = 0.4,
            ContextScore = 0.85,
            Context = Topic.Taxpayer,
            Examples = () => [Is("911-70-1234", "ITIN "), Is("911701234", "itin: "), Is("912 92 1234", "taxpayer id "), Not("itin 912-93-1234"), Not("itin 911-93-12345"), Not("itin 911-89-1234"), Not("911-70-1234"), Not("itin 811-70-1234")],
        },
        new()
        {
            Entity = "US_PASSPORT",
            Shapes = ["999999999", "A99999999"],
            Score = 0.1,
            ContextScore = 0.7,
            Context = Topic.Passport,
            Examples = () => [Is("912803456", "passport "), Is("Z12803456", "Passport number: "), Not("912803456"), Not("Z12803456"), Not("passport 91280345")],
        },
        new()
        {
            Entity = "US_DRIVER_LICENSE",
            Shapes = [.. Lengths.Of('9', 6, 14), .. Lengths.Of('9', 3, 14, "A"), .. Lengths.Of('9', 3, 7, "AA"), .. Lengths.Of('9', 3, 5, "AAA"), "999AA9999", "99AAA999999", "AAAAAAA999A9"],
            Score = 0.1,
            ContextScore = 0.65,
            Context = Topic.Driver,
            Examples = () => [Is("H12234567", "driver license: "), Is("123456789", "driver's license "), Not("H12234567"), Not("license H1")],
        },
        new()
        {
            Entity = "MEDICAL_LICENSE",
            Rule = "DEA number",
            Shapes = ["AA9999999", "A99999999"],
            Check = IsRegistration,
            UpperCase = true,
            Score = 0.75,
            ContextScore = 1,
            Context = Topic.Medical,
            Against = Topic.Serial,
            Examples = () => [Is("BB1388568"), Is("GL0285191", "", " x"), Is("BB1388568", "DEA: "), Not("BB1388569"), Not("ID1388568"), Not("bb1388568"), Not("BB13885680")],
        },
        new()
        {
            Entity = "US_MBI",
            Shapes = ["9AX9AX9AA99", "9AX9-AX9-AA99"],
            Separators = "-",
            Check = static id => id[0] != '0' && !id.ContainsAny(Unused),
            Score = 0.55,
            ContextScore = 0.9,
            Context = Topic.Medical,
            Examples = () => [Is("1EG4-TE5-MK73", "MBI "), Is("1EG4TE5MK73"), Not("1BG4-TE5-MK73"), Not("1EG4-ZE5-MK73"), Not("1EG4TE5MK734"), Not("0EG4TE5MK73")],
        },
        new()
        {
            Entity = "US_NPI",
            Shapes = ["9999999999", "9999-999-999"],
            // Luhn's sum, with the prefix 80840 counted as 24.
            Check = static d => d[0] is '1' or '2' && !Digits.AreAllEqual(d[..9]) && IsProvider(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Medical,
            Against = Topic.Serial,
            Examples = () => [Is("1234567893", "NPI: "), Is("1245319599"), Not("order 1234567893"), Not("NPI 1234567894"), Not("NPI 1111111112"), Not("NPI 3234567893")],
        },
    ];

    // Letters that look like digits.
    private static readonly SearchValues<char> Unused = SearchValues.Create("SLOIBZ");

    private static bool IsSocialSecurity(ReadOnlySpan<char> d) =>
        d[0] != '9' && d[..3] is not ("000" or "666") && d[3..5] is not "00" && d[5..] is not "0000"
        && d is not ("078051120" or "219099999" or "123456789" or "987654321") && !Digits.AreAllEqual(d);

    private static bool IsTaxpayer(ReadOnlySpan<char> d) =>
        d[0] == '9' && Digits.Two(d, 3) is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or (>= 94 and <= 99);

    private static bool IsRegistration(ReadOnlySpan<char> id)
    {
        if (!"ABCDEFGHJKLMPRSTUX".Contains(id[0]) || !(Characters.IsLetter(id[1]) || id[1] == '9')) return false;
        var d = id[2..];
        return (Digits.Weighted(d, [1, 2, 1, 2, 1, 2]) % 10) == Digits.Value(d[6]) && !Digits.AreAllEqual(d);
    }

    private static bool IsProvider(ReadOnlySpan<char> digits)
    {
        Span<char> whole = stackalloc char[15];
        "80840".CopyTo(whole);
        digits.CopyTo(whole[5..]);
        return Digits.IsLuhn(whole);
    }
}
