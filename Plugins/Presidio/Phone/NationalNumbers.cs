using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Phone;

/// <summary>Judges numbers without a calling code: by how they are grouped, by the plans of the chosen regions, and by the words before.</summary>
internal sealed class NationalNumbers(NumberingPlan[] plans)
{
    // Without a word that speaks of telephones, that much is reported from the usual threshold on.
    private const double Certain = 0.75;
    private const double Likely = 0.6;
    private const double Unclear = 0.35;

    private readonly bool _american = plans.Any(p => p.CallingCode == 1);

    public double Score(ref Scan scan, in DialledNumber number, int groups)
    {
        var digits = number.Digits(groups);
        var form = groups == 1 ? OfOne(digits) : Math.Max(OfAmerica(number, groups, digits), Math.Max(OfTrunk(number, groups, digits), Math.Max(OfBrackets(number, groups, digits), OfPairs(number, groups, digits))));
        if ((scan.PropertyTopics & Topic.Phone) != 0) return digits.Length is >= 7 and <= 15 || groups > 1 ? Math.Max(form, Certain) : 0;
        // Logs are full of numbers in one piece: those are not worth many words.
        var topics = groups == 1 && form == 0 ? scan.TopicsNear(number.Start) : scan.TopicsBefore(number.Start);
        if ((topics & Topic.Phone) != 0 && (topics & Topic.Serial) == 0) return IsPlausible(number, groups, digits) ? Math.Max(form, Likely + 0.05) : 0;
        if ((topics & Topic.Serial) != 0) return number.HasBrackets ? form : form - 0.3;
        if ((topics & (Topic.Call | Topic.Contact)) != 0 && form >= Unclear) return Math.Max(form, Likely);
        return (topics & Topic.Call) != 0 ? OfCall(number, groups, digits) : form;
    }

    // A word such as call makes a number likely, but only one that is written as people write one.
    private static double OfCall(in DialledNumber number, int groups, ReadOnlySpan<char> digits) =>
        groups > 1 && digits.Length is >= 6 and <= 13 && IsPlausible(number, groups, digits) ? Likely - 0.05 : 0;

    private static bool IsPlausible(in DialledNumber number, int groups, ReadOnlySpan<char> digits)
    {
        if (digits.Length > 15 || (groups == 1 && digits.Length < 7)) return false;
        for (var i = 0; i < groups; i++)
        {
            if (number.LengthOf(i) > 13 || (i > 0 && number.LengthOf(i) == 1)) return false;
        }

        return true;
    }

    private double OfOne(ReadOnlySpan<char> digits)
    {
        // Time stamps, ids: a number in one piece needs a word, and one that starts as seconds since 1970 do needs a clear one.
        if (_american && digits.Length == 10 && digits[0] >= '2' && digits[3] >= '2') return Unclear;
        return digits.Length is >= 9 and <= 12 && digits[0] == '0' && MatchesTrunk(digits) ? Unclear : 0;
    }

    // 3-3-4, with or without a 1 before.
    private double OfAmerica(in DialledNumber number, int groups, ReadOnlySpan<char> digits)
    {
        if (!_american) return 0;
        var first = groups is 4 && number.LengthOf(0) is 1 && digits[0] == '1' ? 1 : 0;
        // 001 is what is dialled from elsewhere.
        if (groups == 4 && number.LengthOf(0) == 3 && digits[..3] is "001") first = 1;
        var skipped = first == 0 ? 0 : number.LengthOf(0);
        if (groups - first != 3 || number.LengthOf(first) != 3 || number.LengthOf(first + 1) != 3 || number.LengthOf(first + 2) != 4) return 0;
        var (area, exchange) = (digits[skipped], digits[skipped + 3]);
        if (number.HasBrackets || first == 1) return area >= '2' ? Certain : Unclear;
        if (area < '2') return 0;
        var isSpaced = number.SeparatorBefore(1) == ' ' && number.SeparatorBefore(2) == ' ';
        return isSpaced || exchange < '2' ? Unclear + 0.1 : Likely;
    }

    // 0 and an area code, then the rest in one to four groups.
    private double OfTrunk(in DialledNumber number, int groups, ReadOnlySpan<char> digits)
    {
        if (digits[0] != '0' || digits.Length is < 9 or > 13) return 0;
        if (digits[1] == '0') return InternationalNumbers.Score(digits[2..], isGrouped: false, number) >= 0.7 ? Likely : 0;
        if (!MatchesTrunk(digits)) return 0;
        if (number.HasBrackets) return Certain;
        for (var i = 1; i < groups; i++)
        {
            if (number.LengthOf(i) == 1) return 0;
        }

        return number.LengthOf(0) is >= 2 and <= 5 ? Likely - 0.02 : Unclear;
    }

    // (11) 4706-6184, (64) 3591-3246: an area code in brackets, without a zero.
    private double OfBrackets(in DialledNumber number, int groups, ReadOnlySpan<char> digits)
    {
        if (!number.HasBrackets || groups < 2 || digits.Length is < 8 or > 14) return 0;
        // 8 (903) 743-78-74, and (0874) 75622865: what is dialled first within the country.
        if (number.LengthOf(0) == 1) return number.SeparatorBefore(1) == '(' && digits.Length > 9 ? Likely : 0;
        if (digits[0] == '0' && digits[1] != '0' && number.LengthOf(0) <= 6) return Likely;
        if (number.LengthOf(0) > 4 || digits.Length > 11 || groups > 4) return 0;
        foreach (var plan in plans)
        {
            if (digits.Length > 8 && plan.Matches(digits)) return Likely;
        }

        return Unclear;
    }

    // 953 53 38 13, 75 458 72 14: where nothing is dialled first, four groups of nine digits that end in two pairs.
    private double OfPairs(in DialledNumber number, int groups, ReadOnlySpan<char> digits)
    {
        if (groups != 4 || digits.Length != 9 || number.LengthOf(2) != 2 || number.LengthOf(3) != 2 || number.LengthOf(0) is < 2 or > 3) return 0;
        foreach (var plan in plans)
        {
            if (plan.NationalPrefix.Length == 0 && plan.Matches(digits)) return Likely - 0.02;
        }

        return 0;
    }

    private bool MatchesTrunk(ReadOnlySpan<char> digits)
    {
        foreach (var plan in plans)
        {
            // Italians keep the zero when they are called from abroad.
            if (plan.NationalPrefix == "0" ? plan.Matches(digits[1..]) : plan.NationalPrefix.Length == 0 && plan.Matches(digits)) return true;
        }

        return false;
    }
}
