using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of the Philippines, Singapore and Thailand.</summary>
internal static class SouthEastAsia
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "PH_MOBILE_NUMBER",
            Shapes = ["99999999999", "9999-999-9999", "999999999999", "99-999-999-9999"],
            Check = static d => d[..2] is "09" || d[..3] is "639",
            Score = 0.5,
            ContextScore = 0.85,
            Context = Topic.Phone | Topic.Call | Topic.Contact,
            Against = Topic.Serial,
            Examples = () => [Is("09171234567"), Is("0917-123-4567", "mobile "), Is("63 917 123 4567"), Not("9171234567"), Not("order 09171234567")],
        },
        new()
        {
            Entity = "PH_TIN",
            Shapes = ["999-999-999", "999-999-999-999", "999999999", "999999999999"],
            Separators = "-",
            Score = 0.2,
            ContextScore = 0.75,
            Context = Topic.Tax,
            Examples = () => [Is("000-123-456-000", "TIN: "), Not("000-123-456-000")],
        },
        new()
        {
            Entity = "SG_NRIC_FIN",
            Shapes = ["A9999999A"],
            Check = IsSingaporean,
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Identity,
            Examples = () => [Is("S1234567D"), Is("T0000001E", "NRIC "), Is("G1234567X"), Not("S1234567A"), Not("A1234567D")],
        },
        new()
        {
            Entity = "SG_UEN",
            Shapes = ["99999999A", "999999999A", "A99AA9999A"],
            Check = IsEntity,
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Company,
            Examples = () => [Is("53125226D"), Is("201434292D"), Is("T16RF0037C", "UEN "), Not("53125226E"), Not("T16RF0037A")],
        },
        new()
        {
            Entity = "TH_TNIN",
            Shapes = ["9999999999999", "9-9999-99999-99-9"],
            Separators = "-",
            Check = IsThai,
            Score = 0.6,
            ContextScore = 1,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("3456789012347"), Is("1220000000007"), Is("1-2345-67890-12-1", "id "), Not("3456789012348"), Not("0034567890124")],
        },
    ];

    private static bool IsSingaporean(ReadOnlySpan<char> id)
    {
        if (!"STFG".Contains(id[0])) return false;
        var sum = Digits.Weighted(id[1..], [2, 7, 6, 5, 4, 3, 2]) + (id[0] is 'T' or 'G' ? 4 : 0);
        return (id[0] is 'S' or 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[sum % 11] == id[8];
    }

    private static bool IsEntity(ReadOnlySpan<char> id)
    {
        if (id.Length == 9) return "XMKECAWLJDB"[Digits.Weighted(id, [10, 4, 9, 3, 8, 2, 7, 1]) % 11] == id[8];
        if (Characters.IsDigit(id[0])) return "ZKCMDNERGWH"[Digits.Weighted(id, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] == id[9];
        const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
        ReadOnlySpan<byte> weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var value = Alphabet.IndexOf(id[i], StringComparison.Ordinal);
            if (value < 0) return false;
            sum += value * weights[i];
        }

        return id[0] is 'R' or 'S' or 'T' && Alphabet[(sum - 5) % 11] == id[9];
    }

    private static bool IsThai(ReadOnlySpan<char> d) =>
        d[0] is >= '1' and <= '8' && d[1] != '0' && (11 - (Digits.Weighted(d, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == Digits.Value(d[12]);
}
