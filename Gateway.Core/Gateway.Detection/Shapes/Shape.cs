using Gateway.Detection.Rules;
using Gateway.Detection.Searching;

namespace Gateway.Detection.Shapes;

/// <summary>A pattern of elements in a row, matched at one place in one go: no backtracking, nothing to compile.</summary>
internal sealed class Shape(ShapeBranch[] branches, RuleEnd end)
{
    private const int MostJoints = 16;
    private const int ShortestPart = 4;
    private const int ShortestContinuation = 6;
    private const int ShortestSurplus = 12;

    // Bodies of such a length are the least of what a provider makes, not all.
    private const int LongestCertain = 40;
    private const int LongestForgotten = 32;
    private const int LongestJudged = 256;

    // Most tokens that are cut stand alone on their lines; a class of fewer characters is no token's.
    private const int SmallestTokenClass = 10;

    private readonly ShapeRuns _runs = new(branches);

    public ShapeBranch[] Branches { get; } = branches;

    /// <summary>How many stretches <see cref="TryMatch"/> wants kept during a text. The start of the first is the caller's, its end says how far joined attempts went.</summary>
    public int Slots => 1 + _runs.Count;

    /// <summary>Tries the branches in their order at <paramref name="start"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the match must start.</param>
    /// <param name="tried">The branches that can match there; empty for all.</param>
    /// <param name="slots">What is known of the text: so nothing is read again and again.</param>
    /// <param name="work">Counts the characters that were read.</param>
    /// <param name="match">What matched.</param>
    public bool TryMatch(ReadOnlySpan<char> text, int start, ReadOnlySpan<bool> tried, scoped Span<Stretch> slots, ref long work, out ShapeMatch match)
    {
        // A branch fails where the one before it failed, if it is the same up to there.
        var (failedAt, common, isCut) = (int.MaxValue, int.MaxValue, false);
        for (var i = 0; i < Branches.Length; i++)
        {
            common = Math.Min(common, Branches[i].Shared);
            if (failedAt < common || (!tried.IsEmpty && !tried[i])) continue;
            if (TryBranch(i, text, start, slots[1..], ref work, out failedAt, out var stop, out match)) return true;
            isCut |= stop < text.Length && stop - start >= ShortestPart && Joint.Length(text, stop, out _) > 0;
            common = int.MaxValue;
        }

        match = default;
        if (!isCut || start < slots[0].End) return false;
        (failedAt, common) = (int.MaxValue, int.MaxValue);
        for (var i = 0; i < Branches.Length; i++)
        {
            common = Math.Min(common, Branches[i].Shared);
            if (failedAt < common - 1 || (!tried.IsEmpty && !tried[i])) continue;
            if (TryJoined(Branches[i], text, start, slots[1..], ref slots[0].End, ref work, out failedAt, out match))
            {
                slots[0].End = Math.Max(slots[0].End, match.End);
                return true;
            }

            common = int.MaxValue;
        }

        return false;
    }

    // Where it fails it stops at the character that does not fit.
    private bool TryBranch(int index, ReadOnlySpan<char> text, int start, scoped Span<Stretch> runs, ref long work, out int failedAt, out int stop, out ShapeMatch match)
    {
        var branch = Branches[index];
        var elements = branch.Elements;
        var (at, secretStart, secretEnd) = (start, start, -1);
        match = default;
        stop = start;
        for (failedAt = 0; failedAt < elements.Length; failedAt++)
        {
            var i = failedAt;
            if (i == branch.SecretStart) secretStart = at;
            if (i == branch.SecretEnd) secretEnd = at;
            var slot = _runs.Slot(index, i);
            var taken = slot < 0 ? ShapeRuns.Read(elements[i], text, at, ref work) : ShapeRuns.Read(elements[i], text, at, ref runs[slot], ref work);
            stop = at + taken;
            if (taken < elements[i].Min) return false;
            at = stop;
        }

        if (end == RuleEnd.Extend && IsTokenClass(elements[^1]))
        {
            at += ShapeRuns.ReadAll(elements[^1].Set, text, at, ref runs[_runs.Tail(index)], ref work);
            at = Continued(elements[^1], text, start, at, ref runs[ShapeRuns.NextPart], ref work);
        }

        if (end == RuleEnd.Word && at < text.Length && char.IsAsciiLetterOrDigit(text[at])) return false;
        match = new(at, secretStart, secretEnd < 0 ? at : secretEnd, false);
        return true;
    }

    // The same over the places where a token may be cut in two. It is asked only where a keyword stands and the token is too short.
    private bool TryJoined(ShapeBranch branch, ReadOnlySpan<char> text, int start, scoped Span<Stretch> runs, ref int seen, ref long work, out int failedAt, out ShapeMatch match)
    {
        var elements = branch.Elements;
        var (at, secretStart, secretEnd, joints, part) = (start, start, -1, 0, start);
        match = default;
        for (failedAt = 0; failedAt < elements.Length; failedAt++)
        {
            var i = failedAt;
            if (i == branch.SecretStart) secretStart = at;
            if (i == branch.SecretEnd) secretEnd = at;
            var taken = 0;
            while (taken < elements[i].Max && at < text.Length)
            {
                if (elements[i].Set.Contains(text[at]))
                {
                    at++;
                    taken++;
                    continue;
                }

                if (taken >= elements[i].Min && i < elements.Length - 1 && elements[i + 1].Set.Contains(text[at])) break;
                if (taken >= elements[i].Min && i == elements.Length - 1) break;
                if (joints == MostJoints || at - part < ShortestPart || !IsTokenClass(elements[i])) break;
                var joint = Joint.Length(text, at, out _);
                if (joint == 0) break;
                joints++;
                at += joint;
                work += joint;
                part = at;
            }

            work += taken + 1;
            if (taken >= elements[i].Min) continue;
            if (joints > 0 || taken > ShortestPart || at - start > LongestForgotten) seen = Math.Max(seen, at);
            return false;
        }

        if (joints == 0 || at - part < ShortestPart) return false;
        if (end == RuleEnd.Extend)
        {
            at += ShapeRuns.ReadAll(elements[^1].Set, text, at, ref runs[ShapeRuns.NextPart], ref work);
            at = Continued(elements[^1], text, start, at, ref runs[ShapeRuns.NextPart], ref work);
        }

        if (end == RuleEnd.Word && at < text.Length && char.IsAsciiLetterOrDigit(text[at])) return false;
        match = new(at, secretStart, secretEnd < 0 ? at : secretEnd, true);
        return true;
    }

    // A token goes on in the next part when that looks like more of it; at the end of a line only if its length is not certain.
    private static int Continued(ShapeElement last, ReadOnlySpan<char> text, int start, int end, ref Stretch known, ref long work)
    {
        while (end < text.Length)
        {
            var joint = Joint.Length(text, end, out var isLineEnd);
            if (joint == 0) return end;
            var more = ShapeRuns.ReadAll(last.Set, text, end + joint, ref known, ref work);
            work += joint;
            var part = text.Slice(end + joint, Math.Min(more, LongestJudged));
            if (more == 0) return end;
            // The next of a list of tokens begins like this one; a word is not more of a token.
            if (isLineEnd && !IsOpen(last)) return end;
            if (isLineEnd && (more < (last.Max == int.MaxValue ? ShortestContinuation : ShortestSurplus) || part.StartsWith(text.Slice(start, 3)) || !Judging.Randomness.LooksRandom(part))) return end;
            end += joint + more;
        }

        return end;
    }

    private static bool IsOpen(ShapeElement last) => last.Max == int.MaxValue || last.Min >= LongestCertain;

    private static bool IsTokenClass(ShapeElement element) => element.Set.Count >= SmallestTokenClass;
}
