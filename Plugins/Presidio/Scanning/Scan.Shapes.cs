using Gateway.Plugins.Presidio.Context;

namespace Gateway.Plugins.Presidio.Scanning;

/// <content>Follows the tree of shapes from a run, and judges what arrives at an end of it.</content>
internal ref partial struct Scan
{
    // No shape starts with a longer run of letters before a separator.
    private const int LongestFirst = 4;

    private bool Walk(in Run run, out int end)
    {
        end = 0;
        var tree = _finder.Tree;
        Span<Run> runs = stackalloc Run[10];
        runs[0] = run;
        Step(0, runs, 0, '\0', ref end);
        if (end == 0 && tree.StartsWithLetters)
        {
            // "AB 12 34 56 C", "M XY 123": the runs before the digit have none.
            var first = run;
            for (var back = 0; back < 2 && end == 0 && TryReadLettersBefore(first, out first); back++)
            {
                runs[0] = first;
                Step(0, runs, 0, '\0', ref end);
            }
        }

        return end > 0;
    }

    private bool TryReadLettersBefore(in Run run, out Run before)
    {
        // The two may be one variable.
        var end = run.Start - 1;
        before = default;
        if (end <= 0 || !IsSeparator(Text[end]) || !Characters.IsLetter(Text[end - 1])) return false;
        var start = end;
        while (start > 0 && end - start < LongestFirst && Characters.IsLetter(Text[start - 1])) start--;
        before = new(start, end, 0);
        Work += end - start;
        return start >= _covered && !Characters.IsWord(Characters.At(Text, start - 1));
    }

    // Follows the tree with the run at this depth.
    private void Step(int node, scoped Span<Run> runs, int depth, char separator, ref int end)
    {
        var run = runs[depth];
        if (run.Length >= ShapeTree.TooLong) return;
        if (run.IsNumber && _finder.Tree.Step(node, run.Length, isNumber: true) is > 0 and var number) Enter(number, runs, depth, separator, ref end);
        if (_finder.Tree.Step(node, run.Length, isNumber: false) is > 0 and var any) Enter(any, runs, depth, separator, ref end);
    }

    private void Enter(int node, scoped Span<Run> runs, int depth, char separator, ref int end)
    {
        foreach (var shape in _finder.Tree.ShapesAt(node))
        {
            if (Judge(shape, runs[..(depth + 1)], separator)) end = Math.Max(end, runs[depth].End);
        }

        if (depth + 1 == runs.Length || depth + 1 == _finder.Tree.MostGroups) return;
        var at = runs[depth].End;
        if (at + 1 >= Text.Length || !Characters.IsLetterOrDigit(Text[at + 1])) return;
        var found = Plain(Text[at]);
        if (!IsSeparator(found) || (depth > 0 && found != separator)) return;
        runs[depth + 1] = Run.Read(Text[..Math.Min(Text.Length, at + 1 + ShapeTree.TooLong)], at + 1, at + 1);
        Work += runs[depth + 1].Length;
        Step(node, runs, depth + 1, found, ref end);
    }

    private bool Judge(Shape shape, scoped ReadOnlySpan<Run> runs, char separator)
    {
        var recogniser = shape.Recogniser;
        for (var i = 0; i < runs.Length; i++)
        {
            if (!shape.Fits(i, runs[i].Digits)) return false;
        }

        if (runs.Length > 1 && !recogniser.Separators.Contains(separator)) return false;
        var (start, end) = (runs[0].Start, runs[^1].End);
        if (!IsFree(start, end) || (runs.Length > 1 && GoesOn(start, end, separator))) return false;

        Span<char> compact = stackalloc char[end - start];
        var length = 0;
        foreach (var run in runs)
        {
            foreach (var c in Text[run.Start..run.End])
            {
                if (recogniser.UpperCase && c is >= 'a' and <= 'z') return false;
                compact[length++] = recogniser.KeepCase ? c : char.ToUpperInvariant(c);
            }
        }

        if (recogniser.Check?.Invoke(compact[..length]) == false) return false;
        // Where no word could change that it is reported, none is looked for.
        var score = recogniser.Against == 0 && recogniser.Score >= _finder.Threshold ? recogniser.Score : recogniser.ScoreWith(TopicsBefore(start));
        return Report(recogniser.Entity, recogniser.Rule, start, end, score, recogniser.Check is null ? null : "check passes");
    }

    // 1/2/2021 is no 1/2, and six pairs of eight are no network card.
    private readonly bool GoesOn(int start, int end, char separator) =>
        separator != ' '
        && ((Characters.At(Text, end) == separator && Characters.IsLetterOrDigit(Characters.At(Text, end + 1)))
            || (Characters.At(Text, start - 1) == separator && Characters.IsLetterOrDigit(Characters.At(Text, start - 2))));

    private static char Plain(char separator) => separator switch
    {
        '\u00A0' or '\u202F' => ' ',
        '\u2010' or '\u2011' or '\u2013' => '-',
        _ => separator,
    };

    private static bool IsSeparator(char c) => c is ' ' or '-' or '.' or '/' or ':';
}
