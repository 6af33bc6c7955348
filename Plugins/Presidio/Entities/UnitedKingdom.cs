using System.Buffers;
using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of the United Kingdom.</summary>
internal static class UnitedKingdom
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "UK_NHS",
            Shapes = ["9999999999", "999-999-9999"],
            Check = IsHealthService,
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Medical,
            Against = Topic.Serial,
            Examples = () => [Is("401-023-2137"), Is("4010232137", "NHS "), Is("221 395 1837"), Not("401-023-2138"), Not("order 4010232137")],
        },
        new()
        {
            Entity = "UK_NINO",
            Shapes = ["AA999999A", "AA-99-99-99-A", "AA-999999-A"],
            Check = IsInsurance,
            Score = 0.6,
            ContextScore = 0.95,
            Context = Topic.Identity | Topic.Insurance,
            Examples = () => [Is("AA123456B"), Is("AA 12 34 56 B"), Is("ab123456c", "NI number "), Not("BG123612A"), Not("UV 98 76 54 B"), Not("AA123456E"), Not("XAA123456B")],
        },
        new()
        {
            Entity = "UK_PASSPORT",
            Shapes = ["AA9999999"],
            Score = 0.1,
            ContextScore = 0.7,
            Context = Topic.Passport,
            Examples = () => [Is("AB1234567", "passport: "), Not("AB1234567"), Not("passport AB 1234567")],
        },
        new()
        {
            Entity = "UK_POSTCODE",
            Shapes = ["A9-9AA", "A99-9AA", "AA9-9AA", "AA99-9AA", "A9A-9AA", "AA9A-9AA", "AAA-9AA"],
            Separators = " ",
            Check = IsPostcode,
            UpperCase = true,
            Score = 0.55,
            ContextScore = 0.85,
            Context = Topic.Postal,
            Examples = () => [Is("SW1A 1AA"), Is("EC1A 1BB", "From ", " on"), Is("CR2 6XH"), Is("GIR 0AA"), Not("VA1 1AA"), Not("M1 1AI"), Not("sw1a 1aa")],
        },
        new()
        {
            Entity = "UK_POSTCODE",
            Rule = "in one piece",
            Shapes = ["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"],
            Check = IsPostcode,
            UpperCase = true,
            Score = 0.2,
            ContextScore = 0.7,
            Context = Topic.Postal,
            Examples = () => [Is("EC1A1BB", "postcode "), Not("EC1A1BB"), Not("postcode VA11AA")],
        },
        new()
        {
            Entity = "UK_VEHICLE_REGISTRATION",
            Shapes = ["AA99AAA", "AA99-AAA"],
            Check = IsRegistration,
            UpperCase = true,
            Score = 0.55,
            ContextScore = 0.9,
            Context = Topic.Vehicle,
            Examples = () => [Is("BD62XYZ"), Is("AB51 ABC", "car ", " x"), Not("AQ51 ABC"), Not("AB51 AIB"), Not("AB49 ABC"), Not("ab51 abc")],
        },
        new()
        {
            Entity = "UK_VEHICLE_REGISTRATION",
            Rule = "older",
            Shapes = ["A9-AAA", "A99-AAA", "A999-AAA", "A999AAA", "A99AAA"],
            Separators = " ",
            UpperCase = true,
            Score = 0.2,
            ContextScore = 0.7,
            Context = Topic.Vehicle,
            Examples = () => [Is("K1 ABC", "registration "), Not("K1 ABC")],
        },
        new()
        {
            Entity = "UK_DRIVING_LICENCE",
            Shapes = ["XXXXX999999XX9AA"],
            Check = IsLicence,
            Score = 0.85,
            Examples = () => [Is("MORGA657054SM9IJ"), Is("JONES710153J99EF"), Is("SMITH802290AB1CD", "licence "), Not("MORGA637054SM9IJ"), Not("MORGA657404SM9IJ"), Not("12345657054SM9IJ")],
        },
    ];


    private static bool IsHealthService(ReadOnlySpan<char> d)
    {
        var check = (11 - (Digits.Weighted(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
        return check == Digits.Value(d[9]) && !Digits.AreAllEqual(d);
    }

    private static bool IsInsurance(ReadOnlySpan<char> id) =>
        !"DFIQUV".Contains(id[0]) && !"DFIOQUV".Contains(id[1]) && id[..2] is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ") && id[8] is >= 'A' and <= 'D';

    private static readonly SearchValues<char> NeverLast = SearchValues.Create("CIKMOV");

    private static bool IsPostcode(ReadOnlySpan<char> code)
    {
        if (code is "GIR0AA") return true;
        var outward = code[..^3];
        return outward.ContainsAnyInRange('0', '9') && !"QVX".Contains(code[0]) && !"IJZ".Contains(code[1]) && !code[^2..].ContainsAny(NeverLast);
    }

    // Two letters for the place, the half year, three letters.
    private static bool IsRegistration(ReadOnlySpan<char> plate) =>
        !plate[..2].ContainsAny("IQZ") && !plate[4..].ContainsAny("IQ") && Digits.Two(plate, 2) is (>= 2 and <= 29) or (>= 51 and <= 79);

    // The family name, filled up with nines; then decade, month (50 more for women), day, year; initials; a digit; two check letters.
    private static bool IsLicence(ReadOnlySpan<char> id) =>
        Characters.IsLetter(id[0]) && !id[..5].TrimEnd('9').ContainsAnyInRange('0', '9') && Digits.IsDay(Digits.Two(id, 6) % 50, Digits.Two(id, 8)) && (Characters.IsLetter(id[11]) || id[11] == '9');
}
