using Gateway.Detection.Keywords;
using Gateway.Detection.Rules;
using Gateway.Detection.Searching;

namespace Gateway.Detection;

/// <summary>Finds in a text what its rules describe: one pass over the text for the keywords of all, then patterns around those.</summary>
public sealed class Detector : Finder
{
    private const int ShortestText = 3;

    [ThreadStatic]
    private static Stretch[]? _slots;

    [ThreadStatic]
    private static List<int>? _touched;

    [ThreadStatic]
    private static bool[]? _isTouched;

    private readonly RuleSearch[] _searches;
    private readonly PatternSearch[] _overWholeText;
    private readonly KeywordIndex _keywords;
    private readonly int[] _slotStarts;

    /// <summary>Makes the rules ready.</summary>
    /// <exception cref="RuleException">A rule's pattern, keywords and reach don't fit together. Patterns that are no shapes are compiled at first need; <see cref="RulePattern"/> checks one before.</exception>
    public Detector(IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _searches = [.. rules.Select(Search)];
        _overWholeText = [.. _searches.OfType<PatternSearch>().Where(s => s.Rule.ReadsWholeText)];
        _slotStarts = new int[_searches.Length + 1];
        for (var i = 0; i < _searches.Length; i++) _slotStarts[i + 1] = _slotStarts[i] + _searches[i].Slots;
        _keywords = new([.. _searches.SelectMany((search, i) => search.Keywords.Select(k => new Keyword(k, search.IgnoresCase, i)))]);
    }

    internal IEnumerable<string> Keywords => _searches.SelectMany(s => s.Keywords);

    /// <inheritdoc/>
    public override void Find(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found) => FindAndCount(text, property, found);

    /// <summary>Finds, and counts the characters that were given to patterns: the work that hostile text could drive up.</summary>
    internal long FindAndCount(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found)
    {
        ArgumentNullException.ThrowIfNull(found);
        // Most strings of a message are short words that hold no secret.
        if (text.Length < ShortestText) return 0;
        var scan = new Scan(text, property, found);
        foreach (var search in _overWholeText) search.Search(ref scan, 0, text.Length);
        if (property.Length >= ShortestText) FollowProperty(ref scan);
        var hits = new KeywordHits(_keywords, text);
        if (hits.MoveNext()) Follow(ref scan, ref hits);
        return scan.Work;
    }

    private static RuleSearch Search(Rule rule)
    {
        if (rule.AssignedTo.Count > 0) return new AssignedSearch(rule);
        if (rule.Pattern is null) throw new RuleException($"the rule '{rule.Kind}' has neither a pattern nor a name that its value is assigned to");
        if (rule.ReadsWholeText) return new PatternSearch(rule);
        return ShapeSearch.Create(rule) ?? (RuleSearch)new PatternSearch(rule);
    }

    private void FollowProperty(ref Scan scan)
    {
        var hits = new KeywordHits(_keywords, scan.Property);
        while (hits.MoveNext()) _searches[hits.Current.Rule].OnProperty(ref scan, hits.Start, hits.End);
    }

    private void Follow(ref Scan scan, scoped ref KeywordHits hits)
    {
        // What the searches keep in mind is the thread's own, and cleared behind them: no text touches most of it.
        if (_slots is null || _slots.Length < _slotStarts[^1]) _slots = new Stretch[_slotStarts[^1]];
        if (_isTouched is null || _isTouched.Length < _searches.Length) _isTouched = new bool[_searches.Length];
        var touched = _touched ??= [];
        var isTouched = _isTouched;
        try
        {
            do
            {
                var rule = hits.Current.Rule;
                if (!isTouched[rule])
                {
                    isTouched[rule] = true;
                    touched.Add(rule);
                }

                _searches[rule].OnKeyword(ref scan, SlotsOf(rule), hits.Start, hits.End);
            }
            while (hits.MoveNext());

            foreach (var rule in touched) _searches[rule].OnEnd(ref scan, SlotsOf(rule));
        }
        finally
        {
            foreach (var rule in touched)
            {
                SlotsOf(rule).Clear();
                isTouched[rule] = false;
            }

            touched.Clear();
        }
    }

    private Span<Stretch> SlotsOf(int rule) => _slots.AsSpan(_slotStarts[rule], _searches[rule].Slots);
}
