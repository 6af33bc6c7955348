using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Detection.Windows;

/// <summary>A rule made ready: chooses the windows around its keywords and asks its pattern about them.</summary>
internal sealed class RuleSearch
{
    private const int LongestLookAtGroups = 512;

    private readonly SearchValues<char>? _alphabet;
    // Compiled at first need: most processes never see most kinds, and a pattern costs the start milliseconds.
    private readonly Lazy<Regex> _regex;
    private readonly int _before;

    public RuleSearch(Rule rule)
    {
        Rule = rule;
        _regex = new(() => RulePattern.Compile(rule.Pattern));
        if (rule.Alphabet is not null) _alphabet = SearchValues.Create(rule.Alphabet);
        if (rule.Keywords.Count == 0) return;

        // Counted from a keyword's end, by which keywords come: so a window never starts before an earlier one.
        _before = rule.Reach + rule.Keywords.Max(k => k.Length);
        if (rule.Alphabet is null == rule.Reach <= 0) throw new RuleException("a rule with keywords has either an alphabet or a reach");
        foreach (var keyword in rule.Keywords)
        {
            if (keyword.Length == 0 || !Ascii.IsValid(keyword)) throw new RuleException($"the keyword '{keyword}' is not made of ASCII characters");
            if (_alphabet is not null && keyword.AsSpan().ContainsAnyExcept(_alphabet)) throw new RuleException($"the keyword '{keyword}' has characters that the alphabet lacks");
        }
    }

    public Rule Rule { get; }

    public int ShortestMatch => Math.Max(Rule.MinLength, Rule.Keywords.Select(k => k.Length).DefaultIfEmpty(1).Min());

    public void Prepare()
    {
        var sink = default(NoSink);
        var text = Rule.Examples() is [var example, ..] ? example.Text : " ";
        Search(text, 0, text.Length, ref sink);
    }

    /// <summary>The part of the text in which a match with this keyword lies; false when it is too short for one or known already.</summary>
    public bool TryWiden(ReadOnlySpan<char> text, int start, int end, ref Window window, out int from, out int to)
    {
        if (_alphabet is null)
        {
            from = Math.Max(0, end - _before);
            to = (int)Math.Min(text.Length, (long)end + Rule.Reach);
            return true;
        }

        from = to = 0;
        if (start < window.Seen) return false;
        var before = window.Seen + text[window.Seen..start].LastIndexOfAnyExcept(_alphabet) + 1;
        var length = text[end..].IndexOfAnyExcept(_alphabet);
        to = length < 0 ? text.Length : end + length;
        from = Math.Max(0, before - Rule.Context);
        window.Seen = to;
        return to - before >= Rule.MinLength;
    }

    /// <summary>Reports the matches in a window and counts the characters that the pattern was given.</summary>
    public int Search<TSink>(ReadOnlySpan<char> text, int start, int end, ref TSink sink)
        where TSink : IDetectionSink, allows ref struct
    {
        // What stands before the window stays visible, so that \A is the start of the text only.
        foreach (var match in _regex.Value.EnumerateMatches(text[..end], start))
        {
            if (match.Length == 0) continue;
            var (from, length) = SecretOf(text, match);
            if (length == 0) continue;
            var certainty = Rule.Confidence * (Rule.Validator?.Invoke(text.Slice(from, length)) ?? 1);
            if (certainty > 0) sink.Add(new DetectedSpan { Rule = Rule, Start = from, Length = length, Confidence = certainty });
        }

        return end - start;
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

    private readonly struct NoSink : IDetectionSink
    {
        public void Add(in DetectedSpan span)
        {
        }
    }
}
