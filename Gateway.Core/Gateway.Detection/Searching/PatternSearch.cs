using System.Text;
using System.Text.RegularExpressions;
using Gateway.Detection.Judging;
using Gateway.Detection.Rules;

namespace Gateway.Detection.Searching;

/// <summary>A rule whose pattern is no shape: .NET's NonBacktracking engine reads windows around its keywords, or every text when it has none.</summary>
internal sealed class PatternSearch : RuleSearch
{
    private const int LongestLookAtGroups = 512;

    // Compiled at first need: most processes never see most kinds, and a pattern costs milliseconds and half a megabyte.
    private readonly Lazy<Regex> _regex;

    public PatternSearch(Rule rule)
        : base(rule)
    {
        _regex = new(() => RulePattern.Compile(rule.Pattern!));
        if (rule.ReadsWholeText) return;
        if (rule.Keywords.Count == 0) throw new RuleException($"the pattern of '{rule.Kind}' is no shape that starts with three known characters, so it needs keywords of which each match has one");
        if (rule.Reach <= 0) throw new RuleException($"the pattern of '{rule.Kind}' is no shape with its keywords at fixed places, so it needs a reach: how far a match extends around a keyword");
        foreach (var keyword in rule.Keywords)
        {
            if (keyword.Length < 3 || !Ascii.IsValid(keyword)) throw new RuleException($"the keyword '{keyword}' is not made of three or more ASCII characters");
        }

    }

    public override IReadOnlyList<string> Keywords => Rule.ReadsWholeText ? [] : Rule.Keywords;

    // The window that waits, and the one before it.
    public override int Slots => 2;

    /// <summary>Windows of one rule are united where they touch, so the pattern reads no character twice.</summary>
    public override void OnKeyword(ref Scan scan, scoped Span<Stretch> slots, int start, int end)
    {
        ref var window = ref slots[0];
        var from = Math.Max(0, start - Rule.Reach);
        var to = (int)Math.Min(scan.Text.Length, (long)end + Rule.Reach);
        if (window.End > 0 && from <= window.End)
        {
            window.Start = Math.Min(window.Start, Math.Max(from, slots[1].End));
            window.End = Math.Max(window.End, to);
            return;
        }

        // Keywords come nearly, not quite, in order: what was searched already is left out.
        if (window.End > 0) Search(ref scan, window.Start, window.End);
        slots[1].End = Math.Max(slots[1].End, window.End);
        window = new(Math.Max(from, slots[1].End), to);
    }

    public override void OnEnd(ref Scan scan, scoped Span<Stretch> slots)
    {
        if (slots[0].End > 0) Search(ref scan, slots[0].Start, slots[0].End);
        slots[0] = default;
    }

    public void Search(ref Scan scan, int start, int end)
    {
        scan.Work += end - start;
        // What stands before the window stays visible, so that \A is the start of the text only.
        foreach (var match in _regex.Value.EnumerateMatches(scan.Text[..end], start))
        {
            if (match.Length == 0) continue;
            var (from, length) = SecretOf(scan.Text, match);
            if (length > 0) TryReport(ref scan, new(scan.Text, from, length) { MatchStart = match.Index, MatchEnd = match.Index + match.Length });
        }
    }

    // Groups can only be had from a string, and cost a hundred times more a character than the match did. So a long match
    // is asked for its group only at its start: a group that fills that reaches to the end of the match.
    private (int Start, int Length) SecretOf(ReadOnlySpan<char> text, ValueMatch match)
    {
        if (_regex.Value.GroupNumberFromName(RulePattern.SecretGroup) < 0) return (match.Index, match.Length);
        var looked = Math.Min(match.Length, LongestLookAtGroups);
        var group = _regex.Value.Match(text.Slice(match.Index, looked).ToString()).Groups[RulePattern.SecretGroup];
        if (!group.Success) return (match.Index, match.Length);
        var length = group.Index + group.Length == looked ? match.Length - group.Index : group.Length;
        return (match.Index + group.Index, length);
    }
}
