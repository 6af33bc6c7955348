using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Network cards, and dates.</summary>
internal static class Things
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "MAC_ADDRESS",
            Shapes = ["XX-XX-XX-XX-XX-XX", "XXXX-XXXX-XXXX"],
            Separators = ":-.",
            Check = IsHardware,
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Network,
            Examples = () => [Is("00:1A:2B:3C:4D:5E"), Is("01-23-45-67-89-AB", "MAC "), Is("1abb.ccdd.eeff", "address "), Not("FF:FF:FF:FF:FF:FF"), Not("00:1A:2B:3C:4D:5G"), Not("00:1A:2B-3C:4D:5E"), Not("00:1A:2B:3C:4D:5E:6F")],
        },
        new()
        {
            Entity = "DATE_TIME",
            Rule = "day, month and year",
            Shapes = ["9999-99-99", "99-99-9999", "9-99-9999", "99-9-9999", "9-9-9999", "99-99-99", "9-99-99"],
            Separators = "-/.",
            Check = IsDate,
            Score = 0.6,
            ContextScore = 0.9,
            Context = Topic.Date,
            Examples = () => [Is("2024-03-15"), Is("5/20/2021", "Today is "), Is("21.5.2021"), Not("2024-13-15"), Not("45/45/2021"), Not("2024-03-15-1")],
        },
        new()
        {
            Entity = "DATE_TIME",
            Rule = "with a time",
            Shapes = ["9999-99-99A99"],
            Separators = "-",
            Check = static d => d[8] == 'T' && IsDate(d[..8]) && Digits.Two(d, 9) < 24,
            Score = 0.8,
            ContextScore = 0.9,
            Context = Topic.Date,
            Examples = () => [Is("2024-03-15T14", "at ", ":30:00Z"), Not("2024-03-15X14:30:00Z")],
        },
        new()
        {
            Entity = "DATE_TIME",
            Rule = "with the month in letters",
            Shapes = ["99-AAA", "99-AAA-9999", "9-AAA-9999", "99-AAA-99", "AAA-9999"],
            Separators = "-",
            Check = IsNamed,
            Score = 0.6,
            ContextScore = 0.9,
            Context = Topic.Date,
            Examples = () => [Is("21-May"), Is("03-Dec-2024", "on "), Is("May-2021"), Not("21-Abc"), Not("Abc-2021")],
        },
        new()
        {
            Entity = "DATE_TIME",
            Rule = "month and year",
            Shapes = ["9-9999", "99-9999", "9-99", "99-99"],
            Separators = "/",
            Check = static d => (d.Length > 4 ? Digits.Two(d, d.Length - 4) is 19 or 20 : Digits.Two(d, d.Length - 2) is >= 1 and <= 31) && int.Parse(d[..^(d.Length > 4 ? 4 : 2)], System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 12,
            Score = 0.1,
            ContextScore = 0.6,
            Context = Topic.Date,
            Examples = () => [Is("5/2021", "date "), Is("05/21", "born "), Not("5/2021"), Not("date 15/2021")],
        },
    ];


    private static bool IsHardware(ReadOnlySpan<char> address)
    {
        foreach (var c in address)
        {
            if (!Characters.IsHex(c)) return false;
        }

        // All bits, or none, is nobody's card.
        return !Digits.AreAllEqual(address);
    }

    private static bool IsDate(ReadOnlySpan<char> d)
    {
        var number = int.Parse(d, System.Globalization.CultureInfo.InvariantCulture);
        if (d.Length == 8 && Digits.Two(d, 0) is 19 or 20 && Digits.IsDay(number / 100 % 100, number % 100)) return true;
        // The year is last; without the separators a missing zero leaves two ways to read the rest.
        var (year, rest, digits) = d.Length > 6 ? (number % 10000, number / 10000, d.Length - 4) : (number % 100, number / 100, d.Length - 2);
        if (d.Length > 6 && year is < 1900 or > 2099) return false;
        return digits switch
        {
            2 => IsDayEitherWay(rest / 10, rest % 10),
            3 => IsDayEitherWay(rest / 10, rest % 10) || IsDayEitherWay(rest / 100, rest % 100),
            _ => IsDayEitherWay(rest / 100, rest % 100),
        };
    }

    private static bool IsNamed(ReadOnlySpan<char> date)
    {
        var month = date[date.IndexOfAnyInRange('A', 'Z')..][..3];
        return "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".AsSpan().IndexOf(month) >= 0;
    }

    private static bool IsDayEitherWay(int one, int other) => Digits.IsDay(one, other) || Digits.IsDay(other, one);
}
