using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;
using static Gateway.Plugins.Presidio.Scanning.PiiExample;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Documents of Spain.</summary>
internal static class Spain
{
    public static IEnumerable<Recogniser> All =>
    [
        new()
        {
            Entity = "ES_NIF",
            Shapes = ["99999999A", "9999999A", "99999999-A"],
            Separators = "-",
            Check = static id => id[^1] == Letter(id[..^1]),
            Score = 0.7,
            ContextScore = 1,
            Context = Topic.Identity | Topic.Tax,
            Examples = () => [Is("12345678Z"), Is("55555555-K", "NIF "), Is("1111111G"), Is("12345678z"), Not("12345678A")],
        },
        new()
        {
            Entity = "ES_NIE",
            Shapes = ["A9999999A", "A9999999-A"],
            Separators = "-",
            Check = IsForeigner,
            Score = 0.8,
            ContextScore = 1,
            Context = Topic.Identity | Topic.Tax,
            Examples = () => [Is("Y8063915Z"), Is("Z8078221M"), Is("Y8063915-Z", "NIE "), Not("Y8063915A"), Not("W8063915Z")],
        },
        new()
        {
            Entity = "ES_PASSPORT",
            Shapes = ["AAA999999"],
            Score = 0.1,
            ContextScore = 0.7,
            Context = Topic.Passport,
            Examples = () => [Is("AAA123456", "pasaporte "), Not("AAA123456"), Not("pasaporte AA123456")],
        },
    ];


    private static char Letter(ReadOnlySpan<char> digits) => "TRWAGMYFPDXBNJZSQVHLCKE"[int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) % 23];

    private static bool IsForeigner(ReadOnlySpan<char> id)
    {
        if (id[0] is not ('X' or 'Y' or 'Z')) return false;
        Span<char> digits = stackalloc char[8];
        id[..8].CopyTo(digits);
        digits[0] = (char)(id[0] - 'X' + '0');
        return id[8] == Letter(digits);
    }
}
