using Gateway.Plugins.Presidio.Checks;

namespace Gateway.Plugins.Presidio.Phone;

/// <summary>Knows groups of digits that are no telephone number: dates, addresses, versions, ranges of years.</summary>
internal static class NumberForms
{
    public static bool IsSomethingElse(in DialledNumber number, int groups)
    {
        if (groups == 1) return false;
        var digits = number.Digits(groups);
        if (IsDate(number, groups, digits)) return true;
        // 3-2-4 is a social security number, 4-4-4-4 a card.
        if (groups == 3 && number.LengthOf(0) == 3 && number.LengthOf(1) == 2 && number.LengthOf(2) == 4 && !number.HasBrackets) return true;
        var (dots, single, large) = (0, 0, 0);
        for (var i = 0; i < groups; i++)
        {
            dots += i > 0 && number.SeparatorBefore(i) == '.' ? 1 : 0;
            single += number.LengthOf(i) == 1 ? 1 : 0;
            large += number.LengthOf(i) > 9 ? 1 : 0;
        }

        // Numbers with dots are versions and addresses, unless all groups have the length of groups.
        if (dots > 0 && (dots != groups - 1 || single > 0 || groups == 2 || (groups == 4 && number.LengthOf(3) != 4 && number.LengthOf(0) != 2) || (groups == 3 && number.LengthOf(0) < 3))) return true;
        return single > 1 || large > 0;
    }

    private static bool IsDate(in DialledNumber number, int groups, ReadOnlySpan<char> digits)
    {
        var (a, b) = (number.LengthOf(0), number.LengthOf(1));
        var c = groups > 2 ? number.LengthOf(2) : 0;
        // From year to year.
        if (a == 4 && b == 4 && groups == 2 && IsYear(digits) && IsYear(digits[4..])) return true;
        if (number.HasBrackets) return false;
        if (a == 4 && b == 2 && c == 2) return IsYear(digits) && Digits.IsDay(Digits.Two(digits, 4), Digits.Two(digits, 6));
        if (a == 4 && b == 2 && groups == 2) return IsYear(digits);
        if (a <= 2 && b <= 2 && c == 4 && groups >= 3) return IsYear(digits[(a + b)..]);
        return a == 2 && b == 2 && c == 2 && groups == 3;
    }

    private static bool IsYear(ReadOnlySpan<char> digits) => Digits.Two(digits, 0) is 19 or 20;
}
