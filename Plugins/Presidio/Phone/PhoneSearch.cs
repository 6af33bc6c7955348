using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Phone;

/// <summary>Finds telephone numbers: with a calling code of any country, and as the chosen regions write them among themselves.</summary>
internal sealed class PhoneSearch(IReadOnlyList<string> regions)
{
    public const string Entity = "PHONE_NUMBER";
    private const int FewestDigits = 6;

    private readonly NationalNumbers _national = new([.. regions.Select(r => NumberingPlans.OfRegion(r)!)]);

    /// <summary>Looks at the number that starts with this run.</summary>
    public bool TryFind(ref Scan scan, in Run run, out int end)
    {
        end = 0;
        var text = scan.Text;
        var before = Characters.At(text, run.Start - 1);
        // Most numbers of a text are short and stand alone.
        if (run.Length < FewestDigits && before is not ('+' or '(') && !GoesOn(text, run.End)) return false;
        if (IsGluedTo(text, run.Start, before)) return false;
        var number = DialledNumber.From(text, run.Start);
        scan.Work += number.Read;
        if (number.Count == 0 || number.DigitsIn(number.Count) < FewestDigits || !StartsFreely(text, number)) return false;

        // What follows after a blank may be a number of its own: the longest that makes sense is taken.
        for (var groups = number.Count; groups > 0 && number.DigitsIn(groups) >= FewestDigits; groups--)
        {
            var stop = number.EndOf(groups);
            if (groups < number.Count && number.SeparatorBefore(groups) is not (' ' or '(')) continue;
            if (!EndsFreely(text, ref stop, number.IsInternational)) continue;
            var score = Score(ref scan, number, groups);
            if (score > 0 && scan.Report(Entity, number.IsInternational ? "international" : "national", number.Start, stop, score))
            {
                end = stop;
                return true;
            }
        }

        return false;
    }

    private double Score(ref Scan scan, in DialledNumber number, int groups)
    {
        if (number.IsInternational)
        {
            var score = InternationalNumbers.Score(number.Digits(groups), groups > 1, number);
            return score >= 0.7 || score <= 0 ? score : Raise(score, scan.TopicsBefore(number.Start));
        }

        if (NumberForms.IsSomethingElse(number, groups)) return 0;
        return _national.Score(ref scan, number, groups);
    }

    private static double Raise(double score, Topic topics) => (topics & (Topic.Phone | Topic.Call | Topic.Contact)) != 0 ? score + 0.3 : score;

    private static bool GoesOn(ReadOnlySpan<char> text, int end)
    {
        var next = Characters.At(text, end);
        if (next is not (' ' or '-' or '.' or '/' or ')' or '(' or '\u00A0' or '\u2011' or '\u2013')) return false;
        return Characters.IsDigit(Characters.At(text, end + 1)) || (Characters.IsDigit(Characters.At(text, end + 2)) && Characters.At(text, end + 1) is ' ' or '-' or '(');
    }

    // The later parts of a date, a time, an address; asked before anything is read, for most numbers in logs are such.
    private static bool IsGluedTo(ReadOnlySpan<char> text, int start, char before) => before switch
    {
        '.' => true,
        '-' or '/' => Characters.IsWord(Characters.At(text, start - 2)),
        ':' => Characters.IsDigit(Characters.At(text, start - 2)),
        _ => false,
    };

    private static bool StartsFreely(ReadOnlySpan<char> text, in DialledNumber number)
    {
        var before = Characters.At(text, number.Start - 1);
        var earlier = Characters.At(text, number.Start - 2);
        if (Characters.IsWord(before)) return !Characters.IsInWord(text, number.Start);
        return before switch
        {
            '.' or '+' or '#' or '$' or '€' or '£' or '@' or '%' or '^' or '~' or ')' or '\\' => false,
            '-' or '/' => number.IsInternational || (before == '-' && !Characters.IsWord(earlier)),
            ':' or ',' => !Characters.IsDigit(earlier),
            ' ' => earlier is not ('$' or '€' or '£'),
            _ => true,
        };
    }

    // Takes an extension in, too.
    private static bool EndsFreely(ReadOnlySpan<char> text, ref int end, bool isInternational)
    {
        var after = Characters.At(text, end);
        var sign = after == ' ' ? end + 1 : end;
        if (Characters.At(text, sign) is 'x' or 'X' || (text.Length > sign + 4 && text.Slice(sign, 4).StartsWith("ext", StringComparison.OrdinalIgnoreCase)))
        {
            var digits = sign + (Characters.At(text, sign) is 'x' or 'X' ? 1 : 3);
            while (digits < text.Length && digits - sign < 6 && text[digits] is '.' or ' ' or ':') digits++;
            var stop = digits;
            while (stop < text.Length && stop - digits < 7 && Characters.IsDigit(text[stop])) stop++;
            if (stop > digits && !Characters.IsWord(Characters.At(text, stop)))
            {
                end = stop;
                return true;
            }
        }

        var next = Characters.At(text, end + 1);
        if (Characters.IsWord(after)) return false;
        return after switch
        {
            '-' or '@' => !Characters.IsWord(next),
            '.' or ':' => !Characters.IsDigit(next),
            '/' => isInternational || !Characters.IsDigit(next),
            '%' or '°' or '€' or '$' or '+' or '*' => false,
            _ => true,
        };
    }
}
