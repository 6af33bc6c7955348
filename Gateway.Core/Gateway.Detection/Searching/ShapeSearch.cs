using Gateway.Detection.Judging;
using Gateway.Detection.Rules;
using Gateway.Detection.Shapes;

namespace Gateway.Detection.Searching;

/// <summary>A rule whose pattern is a shape with a keyword at a fixed place: it is tried right there.</summary>
internal sealed class ShapeSearch : RuleSearch
{
    private readonly Shape _shape;
    private readonly Anchors _anchors;

    private ShapeSearch(Rule rule, Shape shape, Anchors anchors)
        : base(rule) => (_shape, _anchors) = (shape, anchors);

    public override IReadOnlyList<string> Keywords => _anchors.Keywords;

    public override bool IgnoresCase => _anchors.IgnoresCase;

    public override int Slots => _shape.Slots;

    public static ShapeSearch? Create(Rule rule)
    {
        if (ShapeParser.Parse(rule.Pattern!) is not { } branches) return null;
        return Anchors.Of(rule, branches) is { } anchors ? new(rule, new(branches, rule.End), anchors) : null;
    }

    public override void OnKeyword(ref Scan scan, scoped Span<Stretch> slots, int start, int end)
    {
        foreach (var anchor in _anchors.All)
        {
            var from = start - anchor.Offset;
            // Start of the first slot: where the last match ends. Matches of one rule do not overlap.
            if (from < slots[0].Start || from < 0) continue;
            if (Rule.Start == RuleStart.Word && (!WordStart.IsAt(scan.Text, from) || (anchor.Offset > 0 && WordStart.MayBeEscape(scan.Text, from)))) continue;
            if (!_shape.TryMatch(scan.Text, from, anchor.Branches, slots, ref scan.Work, out var match)) continue;
            var candidate = new Candidate(scan.Text, match.SecretStart, match.SecretEnd - match.SecretStart) { MatchStart = from, MatchEnd = match.End };
            if (TryReport(ref scan, candidate, match.IsJoined)) slots[0].Start = match.End;
            else slots[0].Start = Math.Max(slots[0].Start, from + Passed(match.End - from));
        }
    }
}
