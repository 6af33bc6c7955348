namespace Gateway.Plugins.Presidio.Phone;

/// <summary>Judges numbers with a calling code.</summary>
internal static class InternationalNumbers
{
    /// <summary>The score of the digits after a plus sign; 0 where there is no such country.</summary>
    public static double Score(ReadOnlySpan<char> digits, bool isGrouped, in DialledNumber number)
    {
        var code = 0;
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            code = (code * 10) + digits[length - 1] - '0';
            var plans = NumberingPlans.Of(code);
            if (plans.IsEmpty) continue;
            // "+44 (0)20": the zero is for those within the country.
            var national = digits[length..];
            var hasTrunk = isGrouped && number.LengthOf(0) == length && number.LengthOf(1) == 1 && national[0] == '0';
            return ScoreOf(plans, hasTrunk ? national[1..] : national, isGrouped);
        }

        // No such country, or none yet: words must speak for it.
        return digits.Length is >= 10 and <= 15 && isGrouped ? 0.3 : 0;
    }

    private static double ScoreOf(ReadOnlySpan<NumberingPlan> plans, ReadOnlySpan<char> national, bool isGrouped)
    {
        if (national.Length < 5) return 0;
        var isPossible = false;
        foreach (var plan in plans)
        {
            if (plan.Matches(national)) return isGrouped ? 0.9 : 0.75;
            if (plan.NationalPrefix == "0" && national[0] == '0' && plan.Matches(national[1..])) return isGrouped ? 0.8 : 0.6;
            isPossible |= plan.HasLength(national.Length);
        }

        // New numbers are given out faster than tables are renewed.
        if (isPossible) return isGrouped ? 0.6 : 0.5;
        return national.Length is >= 8 and <= 13 ? isGrouped ? 0.55 : 0.35 : 0;
    }
}
