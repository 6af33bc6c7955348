using Gateway.Plugins.Presidio.Checks;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Finland, Poland and Sweden.</summary>
internal static class NorthernEurope
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "FI_PERSONAL_IDENTITY_CODE",
            Shapes = ["999999A999X", "999999-999X"],
            Separators = "-+",
            Check = IsFinnish,
            Score = 0.85,
            ContextScore = 1,
            Context = Topic.Identity,
            Examples = () => [Is("020594X903P"), Is("131052-308T", "hetu "), Not("131052-308U"), Not("331052-308T"), Not("131052.308T")],
        },
        new()
        {
            Entity = "PL_PESEL",
            Shapes = ["99999999999"],
            Check = IsPolish,
            Score = 0.6,
            ContextScore = 1,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("44051401458"), Is("02070803628", "pesel ", " ."), Not("44051401459"), Not("44991401458"), Not("11-11-11-11114")],
        },
        new()
        {
            Entity = "SE_PERSONNUMMER",
            Shapes = ["9999999999", "999999999999", "999999-9999", "99999999-9999"],
            Separators = "-+",
            Check = IsSwedish,
            Score = 0.6,
            ContextScore = 1,
            Context = Topic.Identity,
            Against = Topic.Serial,
            Examples = () => [Is("199201232387"), Is("811228-9874"), Is("9201232387"), Is("19811228-9874", "personnummer "), Not("811228-9875"), Not("200504422381"), Not("order 9201232387")],
        },
        new()
        {
            Entity = "SE_ORGANISATIONSNUMMER",
            Shapes = ["9999999999", "999999-9999"],
            Separators = "-",
            Check = static d => d[2] >= '2' && d[0] != '0' && Digits.IsLuhn(d),
            Score = 0.55,
            ContextScore = 0.95,
            Context = Topic.Company,
            Against = Topic.Serial,
            Examples = () => [Is("556703-7485"), Is("5567037485"), Not("556703-7486"), Not("order 5567037485")],
        },
    ];


    private static bool IsFinnish(ReadOnlySpan<char> id)
    {
        var sign = id.Length == 11 ? id[6] : '-';
        if (!"-+ABCDEFUVWXY".Contains(sign) || !Digits.IsDay(Digits.Two(id, 2), Digits.Two(id, 0))) return false;
        var number = 0;
        foreach (var c in id[..6]) number = (number * 10) + Digits.Value(c);
        foreach (var c in id[^4..^1]) number = (number * 10) + Digits.Value(c);
        return number % 1000 >= 2 && "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31] == id[^1];
    }

    // The month says the century: 80 more for 1800, 20 for 2000, and so on.
    private static bool IsPolish(ReadOnlySpan<char> d) =>
        Digits.IsDay(Digits.Two(d, 2) % 20, Digits.Two(d, 4)) && (10 - (Digits.Weighted(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 == Digits.Value(d[10]);

    // The century is not part of the sum; the day is 60 more for people who only stay.
    private static bool IsSwedish(ReadOnlySpan<char> d)
    {
        if (d.Length == 12 && Digits.Two(d, 0) is < 18 or > 20) return false;
        var ten = d[^10..];
        var day = Digits.Two(ten, 4);
        return Digits.IsDay(Digits.Two(ten, 2), day > 60 ? day - 60 : day) && Digits.IsLuhn(ten);
    }
}
