using System.Buffers;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Checks;

/// <summary>Check digits of German documents.</summary>
internal static class GermanNumbers
{
    // Of the first ten digits at most one comes again, at most three times.
    public static bool HasOneDigitAgain(ReadOnlySpan<char> digits)
    {
        var again = 0;
        for (var c = '0'; c <= '9'; c++)
        {
            var count = digits[..10].Count(c);
            if (count > 3) return false;
            again += count > 1 ? 1 : 0;
        }

        return again <= 1;
    }

    private static readonly SearchValues<char> Unused = SearchValues.Create("AEIOUBDQS");

    // ICAO 9303: weights 7, 3, 1, letters counting from A = 10.
    public static bool IsMachineReadable(ReadOnlySpan<char> id)
    {
        if (!Characters.IsDigit(id[^1]) || id.ContainsAny(Unused) || !id[1..].ContainsAnyInRange('0', '9')) return false;
        var sum = 0;
        for (var i = 0; i < id.Length - 1; i++)
        {
            var value = Characters.IsDigit(id[i]) ? Digits.Value(id[i]) : id[i] - 'A' + 10;
            sum += value * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
        }

        return sum % 10 == Digits.Value(id[^1]);
    }

    public static bool IsPension(ReadOnlySpan<char> id)
    {
        if (!Digits.IsDay(Digits.Two(id, 4), Math.Max(1, Digits.Two(id, 2) % 50 is var day && day > 31 ? 0 : day))) return false;
        Span<char> digits = stackalloc char[13];
        Spell(id, 8, digits);
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += Cross(Digits.Value(digits[i]) * Weights[i]);
        return sum % 10 == Digits.Value(digits[12]);
    }

    private static ReadOnlySpan<byte> Weights => [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];

    public static bool IsHealth(ReadOnlySpan<char> id)
    {
        Span<char> digits = stackalloc char[11];
        Spell(id, 0, digits);
        var sum = 0;
        for (var i = 0; i < 10; i++) sum += Cross(Digits.Value(digits[i]) * (1 + (i & 1)));
        return sum % 10 == Digits.Value(digits[10]);
    }

    // The letter as its place in the alphabet, in two digits.
    private static void Spell(ReadOnlySpan<char> id, int letter, Span<char> digits)
    {
        id[..letter].CopyTo(digits);
        var place = id[letter] - 'A' + 1;
        digits[letter] = (char)('0' + (place / 10));
        digits[letter + 1] = (char)('0' + (place % 10));
        id[(letter + 1)..].CopyTo(digits[(letter + 2)..]);
    }

    private static int Cross(int value) => (value / 10) + (value % 10);
}
