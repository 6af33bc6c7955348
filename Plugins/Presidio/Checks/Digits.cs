using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Checks;

/// <summary>The check digits that several countries and issuers share.</summary>
internal static class Digits
{
    public static int Value(char c) => c - '0';

    /// <summary>Luhn's sum over all digits is a multiple of ten.</summary>
    public static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = Value(digits[^(i + 1)]);
            if ((i & 1) == 1) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The sum of the first digits times their weights, as many as there are weights.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += Value(digits[i]) * weights[i];
        return sum;
    }

    /// <summary>ISO 7064 MOD 97-10, letters counting from A = 10: the rest is 1.</summary>
    public static bool IsMod97(ReadOnlySpan<char> head, ReadOnlySpan<char> tail)
    {
        var rest = 0;
        foreach (var c in head) rest = Add(rest, c);
        foreach (var c in tail) rest = Add(rest, c);
        return rest == 1;

        static int Add(int rest, char c) => Characters.IsDigit(c) ? ((rest * 10) + Value(c)) % 97 : ((rest * 100) + c - 'A' + 10) % 97;
    }

    /// <summary>ISO 7064 MOD 11,10 with the check digit at the end.</summary>
    public static bool IsMod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (Value(c) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == Value(digits[^1]);
    }

    /// <summary>Verhoeff's scheme over the dihedral group of order ten.</summary>
    public static bool IsVerhoeff(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = Value(digits[^(i + 1)]);
            for (var turn = i % 8; turn > 0; turn--) digit = Permutation[digit];
            check = Product(check, digit);
        }

        return check == 0;
    }

    /// <summary>A day that exists in some year.</summary>
    public static bool IsDay(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month);

    /// <summary>Two digits as a number.</summary>
    public static int Two(ReadOnlySpan<char> text, int at) => (Value(text[at]) * 10) + Value(text[at + 1]);

    public static bool AreAllEqual(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(text[0]);

    private static ReadOnlySpan<byte> Permutation => [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    // Rotations are 0 to 4, reflections 5 to 9.
    private static int Product(int a, int b) => (a < 5, b < 5) switch
    {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + ((a + b - 5) % 5),
        (false, true) => 5 + ((a - 5 - b + 5) % 5),
        (false, false) => (a - b + 5) % 5,
    };
}
