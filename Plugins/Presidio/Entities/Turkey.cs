using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Turkey.</summary>
internal static class Turkey
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "TR_NATIONAL_ID",
            Shapes = ["99999999999"],
            Check = IsNational,
            Score = 0.6,
            ContextScore = 1,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("10000000146"), Is("10000000146", "TC Kimlik No: "), Not("10000000145"), Not("02531814694")],
        },
        new()
        {
            Entity = "TR_LICENSE_PLATE",
            Shapes = [.. Plates],
            Separators = " ",
            Check = static p => Digits.Two(p, 0) is >= 1 and <= 81,
            Score = 0.55,
            ContextScore = 0.9,
            Context = Topic.Vehicle,
            Against = Topic.Serial,
            Examples = () => [Is("34 ABC 1234"), Is("06 JK 567", "plaka ", " x"), Is("34ABC1234"), Not("99 ABC 123")],
        },
        new()
        {
            Entity = "TR_PHONE_NUMBER",
            Shapes = ["9999-999-99-99", "999-999-99-99", "99999999999", "9999999999", "999999999999", "99-999-999-99-99"],
            Check = IsPhone,
            Score = 0.5,
            ContextScore = 0.8,
            Context = Topic.Phone | Topic.Call | Topic.Contact,
            Against = Topic.Serial,
            Examples = () => [Is("0312 123 45 67"), Is("05321234567", "phone "), Is("532 123 45 67"), Not("0912 123 45 67")],
        },
    ];


    private static IEnumerable<string> Plates =>
        from letters in Enumerable.Range(1, 3)
        from digits in Enumerable.Range(2, 4)
        from separator in (string[])["", "-"]
        select $"99{separator}{new string('A', letters)}{separator}{new string('9', digits)}";

    private static bool IsPhone(ReadOnlySpan<char> d)
    {
        var national = d.Length == 12 && d[..2] is "90" ? d[2..] : d.Length == 11 && d[0] == '0' ? d[1..] : d;
        return national.Length == 10 && national[0] is >= '2' and <= '5';
    }

    private static bool IsNational(ReadOnlySpan<char> d)
    {
        if (d[0] == '0') return false;
        var odd = Digits.Weighted(d, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
        var even = Digits.Weighted(d, [0, 1, 0, 1, 0, 1, 0, 1]);
        var tenth = ((odd * 7) - even + 100) % 10;
        return tenth == Digits.Value(d[9]) && (odd + even + tenth) % 10 == Digits.Value(d[10]);
    }
}
