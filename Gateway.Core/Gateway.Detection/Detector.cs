using Gateway.Detection.Keywords;
using Gateway.Detection.Windows;

namespace Gateway.Detection;

/// <summary>Finds in a text what its rules describe: one pass over the text for the keywords of all, then patterns around those. Thread-safe.</summary>
public sealed class Detector
{
    private const int MostWindowsOnStack = 512;

    private readonly RuleSearch[] _rules;
    private readonly RuleSearch[] _rulesWithoutKeywords;
    private readonly KeywordAutomaton _automaton;
    private readonly int _shortest;

    /// <summary>Makes the rules ready.</summary>
    /// <exception cref="RuleException">A rule's keywords, alphabet and reach don't fit together. Patterns are compiled at first need; <see cref="RulePattern"/> checks one before.</exception>
    public Detector(IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = [.. rules.Select(r => new RuleSearch(r))];
        _rulesWithoutKeywords = [.. _rules.Where(r => r.Rule.Keywords.Count == 0)];
        _shortest = _rules.Select(r => r.ShortestMatch).DefaultIfEmpty().Min();
        _automaton = new([.. rules.SelectMany((rule, i) => rule.Keywords.Select(k => new Keyword(k, rule.IgnoreCase, i)))]);
    }

    /// <summary>Reports what the rules find. Nothing found costs no allocation; the time is linear in the text, whatever it holds.</summary>
    public void Find<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : IDetectionSink, allows ref struct => FindAndCount(text, ref sink);

    /// <summary>Compiles the patterns and lets each read an example of its rule, which takes up to a tenth of a second: else the first findings take it.</summary>
    /// <exception cref="RuleException">A pattern cannot be used.</exception>
    public void Prepare()
    {
        foreach (var rule in _rules) rule.Prepare();
    }

    /// <summary>Finds, and counts the characters that were given to patterns: the work that hostile text could drive up.</summary>
    internal long FindAndCount<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : IDetectionSink, allows ref struct
    {
        // Most strings of a message are names and numbers that hold no secret's length.
        if (text.Length < _shortest) return 0;
        var work = 0L;
        foreach (var rule in _rulesWithoutKeywords) work += rule.Search(text, 0, text.Length, ref sink);
        var hits = new KeywordHits(_automaton, text);
        return hits.MoveNext() ? work + Follow(text, hits, ref sink) : work;
    }

    private long Follow<TSink>(ReadOnlySpan<char> text, KeywordHits hits, ref TSink sink)
        where TSink : IDetectionSink, allows ref struct
    {
        var work = 0L;
        Span<Window> windows = _rules.Length <= MostWindowsOnStack ? stackalloc Window[_rules.Length] : new Window[_rules.Length];
        do
        {
            var rule = _rules[hits.Current.Rule];
            ref var window = ref windows[hits.Current.Rule];
            if (!rule.TryWiden(text, hits.Start, hits.End, ref window, out var from, out var to)) continue;
            if (window.End > 0 && from <= window.End)
            {
                window.End = Math.Max(window.End, to);
                continue;
            }

            if (window.End > 0) work += rule.Search(text, window.Start, window.End, ref sink);
            (window.Start, window.End) = (from, to);
        }
        while (hits.MoveNext());

        for (var i = 0; i < windows.Length; i++)
        {
            if (windows[i].End > 0) work += _rules[i].Search(text, windows[i].Start, windows[i].End, ref sink);
        }

        return work;
    }
}
