namespace Gateway.Plugins.Presidio.Checks;

/// <summary>Payment cards: Luhn's digit, and the first digits that the issuers have, with the lengths they use.</summary>
internal static class CardNumber
{
    /// <summary>Of the big issuers, in the lengths that nearly all cards have.</summary>
    public static bool IsCommon(ReadOnlySpan<char> digits)
    {
        var (two, three, four) = (First(digits, 2), First(digits, 3), First(digits, 4));
        var known = digits.Length switch
        {
            14 => three is >= 300 and <= 305 || four == 3095 || two is 36 or 38 or 39,
            15 => two is 34 or 37 || four is 2131 or 1800,
            16 => digits[0] == '4' || two is >= 51 and <= 55 or 65 or 62 or 81 || four is (>= 2200 and <= 2204) or (>= 2221 and <= 2720) or (>= 3528 and <= 3589)
                || four == 6011 || three is >= 644 and <= 649 || two is 50 or (>= 56 and <= 69) || four == 9792,
            _ => false,
        };
        return known && IsNumber(digits);
    }

    /// <summary>Visa's older cards, of 13 digits.</summary>
    public static bool IsOlderVisa(ReadOnlySpan<char> digits) => digits[0] == '4' && IsNumber(digits);

    /// <summary>Of issuers or lengths that are rare: 17 to 19 digits, Maestro's 12 to 19, airlines' cards.</summary>
    public static bool IsRare(ReadOnlySpan<char> digits)
    {
        var two = First(digits, 2);
        var known = digits.Length switch
        {
            13 => two is 50 or (>= 56 and <= 69),
            15 => digits[0] == '1' || two is 50 or (>= 56 and <= 69),
            16 or 17 or 18 or 19 => digits[0] == '4' || two is 50 or 35 or 36 or 38 or 39 or (>= 56 and <= 69) || First(digits, 4) is >= 2200 and <= 2204,
            _ => two is 50 or (>= 56 and <= 69),
        };
        return known && !IsCommon(digits) && IsNumber(digits);
    }

    private static bool IsNumber(ReadOnlySpan<char> digits) => Digits.IsLuhn(digits) && !Digits.AreAllEqual(digits);

    private static int First(ReadOnlySpan<char> digits, int count)
    {
        var value = 0;
        foreach (var c in digits[..count]) value = (value * 10) + Digits.Value(c);
        return value;
    }
}
