using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Korea.</summary>
internal static class Korea
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "KR_RRN",
            Shapes = ["9999999999999", "999999-9999999"],
            Separators = "-",
            Check = static d => d[6] is >= '1' and <= '4' && IsBirth(d) && Sum(d, 11) == Digits.Value(d[12]),
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Identity,
            Examples = () => [Is("9601211021413"), Is("960121-1021413", "RRN "), Not("9601211021414"), Not("961321-1021413")],
        },
        new()
        {
            Entity = "KR_RRN",
            Rule = "since 2020",
            Shapes = ["999999-9999999"],
            Separators = "-",
            Check = static d => d[6] is >= '1' and <= '4' && IsBirth(d),
            Score = 0.5,
            ContextScore = 0.85,
            Context = Topic.Identity,
            Examples = () => [Is("960121-1234567"), Not("961321-1234567")],
        },
        new()
        {
            Entity = "KR_FRN",
            Shapes = ["9999999999999", "999999-9999999"],
            Separators = "-",
            Check = static d => d[6] is >= '5' and <= '8' && IsBirth(d) && Sum(d, 13) == Digits.Value(d[12]),
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Identity,
            Examples = () => [Is("9111245678906"), Not("9111245678907"), Not("0013325234567")],
        },
        new()
        {
            Entity = "KR_FRN",
            Rule = "since 2020",
            Shapes = ["999999-9999999"],
            Separators = "-",
            Check = static d => d[6] is >= '5' and <= '8' && IsBirth(d),
            Score = 0.5,
            ContextScore = 0.85,
            Context = Topic.Identity,
            Examples = () => [Is("911124-5678901"), Is("050912-6000012", "FRN "), Not("051102-9234110")],
        },
        new()
        {
            Entity = "KR_BRN",
            Shapes = ["999-99-99999", "9999999999"],
            Separators = "-",
            Check = IsBusiness,
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Company,
            Against = Topic.Serial,
            Examples = () => [Is("104-86-56659"), Not("104-86-56658")],
        },
        new()
        {
            Entity = "KR_PASSPORT",
            Shapes = ["A99999999"],
            Check = static id => "MSROD".Contains(id[0]),
            Score = 0.3,
            ContextScore = 0.8,
            Context = Topic.Passport,
            Examples = () => [Is("M12345678", "passport "), Is("S12345678", "여권 "), Not("M12345678"), Not("passport A12345678")],
        },
        new()
        {
            Entity = "KR_PASSPORT",
            Rule = "since 2021",
            Shapes = ["A999A9999"],
            Check = static id => "MSROD".Contains(id[0]),
            Score = 0.5,
            ContextScore = 0.9,
            Context = Topic.Passport,
            Examples = () => [Is("M123A4567"), Not("A123B4567"), Not("M123A45678")],
        },
        new()
        {
            Entity = "KR_DRIVER_LICENSE",
            Shapes = ["99-99-999999-99", "999999999999"],
            Check = static d => Digits.Two(d, 0) is >= 11 and <= 28,
            Score = 0.3,
            ContextScore = 0.8,
            Context = Topic.Driver,
            Examples = () => [Is("11-22-123456-12", "driver license "), Not("11-22-123456-12"), Not("license 99-22-123456-12")],
        },
    ];

    private static bool IsBirth(ReadOnlySpan<char> d) => Digits.IsDay(Digits.Two(d, 2), Digits.Two(d, 4));

    private static int Sum(ReadOnlySpan<char> d, int from) => (from - (Digits.Weighted(d, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;

    private static bool IsBusiness(ReadOnlySpan<char> d) =>
        (10 - ((Digits.Weighted(d, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + (Digits.Value(d[8]) * 5 / 10)) % 10)) % 10 == Digits.Value(d[9]) && d[..3] is not "000";
}
