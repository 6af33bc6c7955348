using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of India.</summary>
internal static class India
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "IN_PAN",
            Shapes = ["AAAAA9999A"],
            Check = static id => "ABCEFGHJLPTN".Contains(id[3]),
            Score = 0.6,
            ContextScore = 0.9,
            Context = Topic.Tax | Topic.Card,
            Examples = () => [Is("ABCPD1234Z"), Is("ABCND1234Z", "PAN "), Not("ABCXD1234Z"), Not("ABCD1234")],
        },
        new()
        {
            Entity = "IN_AADHAAR",
            Shapes = ["999999999999", "9999-9999-9999"],
            Separators = " -:",
            Check = static d => d[0] >= '2' && Digits.IsVerhoeff(d) && !IsPalindrome(d),
            Score = 0.6,
            ContextScore = 1,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("399876543211"), Is("3998:7654:3211", "aadhaar "), Is("3123 4567 8909"), Not("399876543212"), Not("1234 5678 9012")],
        },
        new()
        {
            Entity = "IN_VEHICLE_REGISTRATION",
            Shapes = ["AA99AA9999", "AA99A9999", "AA-99-AA-9999", "AA9AA9999"],
            Check = static p => States.AsSpan().IndexOf(p[..2]) >= 0,
            UpperCase = true,
            Score = 0.55,
            ContextScore = 0.9,
            Context = Topic.Vehicle,
            Examples = () => [Is("KA53ME3456"), Is("KA 53 ME 3456"), Not("ZZ53ME3456"), Not("ka53me3456")],
        },
        new()
        {
            Entity = "IN_VOTER",
            Shapes = ["AAA9999999"],
            Score = 0.3,
            ContextScore = 0.8,
            Context = Topic.Voter | Topic.Identity,
            Examples = () => [Is("KSD1287349", "voter id "), Not("KSD1287349")],
        },
        new()
        {
            Entity = "IN_PASSPORT",
            Shapes = ["A9999999"],
            Check = static id => !"QXZ".Contains(id[0]) && id[1] != '0',
            Score = 0.1,
            ContextScore = 0.7,
            Context = Topic.Passport,
            Examples = () => [Is("J6932157", "passport number: "), Not("J6932157"), Not("passport T356907")],
        },
        new()
        {
            Entity = "IN_GSTIN",
            Shapes = ["99AAAAA9999AXAX"],
            Check = static id => id[13] == 'Z' && id[12] != '0' && Digits.Two(id, 0) is >= 1 and <= 37,
            Score = 0.9,
            Examples = () => [Is("27ABCDE1234F1Z5"), Is("07PQRST6789K1Z2", "GST registration: "), Not("38ABCDE1234F1Z5"), Not("27ABCDE1234F1Z55")],
        },
    ];


    private const string States = "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS UA UK UP WB";

    private static bool IsPalindrome(ReadOnlySpan<char> d)
    {
        for (var i = 0; i < d.Length / 2; i++)
        {
            if (d[i] != d[^(i + 1)]) return false;
        }

        return true;
    }
}
