using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Australia.</summary>
internal static class Australia
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "AU_ABN",
            Shapes = ["99999999999", "99-999-999-999"],
            Separators = " ",
            Check = IsBusiness,
            Score = 0.6,
            ContextScore = 1,
            Context = Topic.Company | Topic.Tax,
            Against = Topic.Serial,
            Examples = () => [Is("51824753556"), Is("51 824 753 556", "ABN "), Not("52824753556"), Not("00000000560")],
        },
        new()
        {
            Entity = "AU_ACN",
            Shapes = ["999999999", "999-999-999"],
            Separators = " ",
            Check = static d => (10 - (Digits.Weighted(d, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 == Digits.Value(d[8]) && !Digits.AreAllEqual(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Company,
            Against = Topic.Serial,
            Examples = () => [Is("006249976"), Is("000 000 019"), Not("824 753 557"), Not("order 006249976")],
        },
        new()
        {
            Entity = "AU_TFN",
            Shapes = ["999999999", "999-999-999"],
            Separators = " ",
            Check = static d => Digits.Weighted(d, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 && !Digits.AreAllEqual(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Tax,
            Against = Topic.Serial,
            Examples = () => [Is("876543210"), Is("876 543 210", "TFN "), Not("876543211")],
        },
        new()
        {
            Entity = "AU_MEDICARE",
            Shapes = ["9999999999", "9999-99999-9"],
            Separators = " ",
            Check = static d => d[0] is >= '2' and <= '6' && Digits.Weighted(d, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == Digits.Value(d[8]),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Medical,
            Against = Topic.Serial,
            Examples = () => [Is("2123456701"), Is("2123 45670 1", "medicare "), Not("2123258701")],
        },
    ];


    private static bool IsBusiness(ReadOnlySpan<char> d) =>
        d[0] != '0' && (Digits.Weighted(d, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0;
}
