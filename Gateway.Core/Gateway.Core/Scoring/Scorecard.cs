namespace Gateway.Core.Scoring;

/// <summary>Compares what was found with what ought to be found.</summary>
/// <param name="isByType">Whether the lines are types of spans and kinds of findings, and not groups of records.</param>
/// <param name="types">The types that count; null for all. What is found on others is neither right nor wrong.</param>
internal sealed class Scorecard(bool isByType, IReadOnlySet<string>? types = null)
{
    private const double FoundShare = 0.5;

    private readonly Intervals _found = new();
    private readonly Intervals _wanted = new();
    private readonly Intervals _ignored = new();
    private readonly SortedDictionary<string, Score> _lines = new(StringComparer.Ordinal);

    public Score Total { get; } = new();

    public IReadOnlyDictionary<string, Score> Lines => _lines;

    public void Add(Batch batch)
    {
        foreach (var record in batch.Records) Add(record, batch.FoundIn(record));
    }

    /// <summary>Only now is it known how much clean text the false positives of one kind are from.</summary>
    public void Finish()
    {
        if (!isByType) return;
        foreach (var line in _lines.Values) line.CleanBytes = Total.CleanBytes;
    }

    public void Add(LabelledText record, ReadOnlySpan<FoundSpan> findings)
    {
        Prepare(record, findings);
        foreach (var span in record.Spans)
        {
            if (!Counts(span)) continue;
            var (covered, length) = (_found.Covered(span.Start, span.End), span.End - span.Start);
            CountSpan(Total, covered, length);
            CountSpan(Line(span.Type, record), covered, length);
        }

        foreach (var finding in findings) Judge(record, finding);
        CountRecord(Total, record, findings.Length);
        if (!isByType) CountRecord(Line("", record), record, findings.Length); // whole records have no type
    }

    private void Judge(LabelledText record, FoundSpan finding)
    {
        if (record.Negative == Negative.Soft) return;
        var isTrue = _wanted.Overlaps(finding.Start, finding.End);
        if (!isTrue && _ignored.Overlaps(finding.Start, finding.End)) return;
        CountFinding(Total, isTrue, record.IsClean);
        CountFinding(Line(finding.Kind.Name, record), isTrue, record.IsClean);
    }

    private static void CountSpan(Score score, int covered, int length)
    {
        score.Gold++;
        if (covered >= FoundShare * length) score.Found++;
        if (covered == length) score.Full++;
    }

    private static void CountFinding(Score score, bool isTrue, bool isClean)
    {
        if (isTrue) score.TruePositives++;
        else score.FalsePositives++;
        if (!isTrue && isClean) score.CleanFalsePositives++;
    }

    private static void CountRecord(Score score, LabelledText record, int findings)
    {
        if (record.IsClean) score.CleanBytes += record.Bytes;
        if (record.Negative != Negative.Hard || record.Spans.Count > 0) return;
        score.HardNegatives++;
        if (findings > 0) score.HardFlagged++;
    }

    private void Prepare(LabelledText record, ReadOnlySpan<FoundSpan> findings)
    {
        _found.Clear();
        _wanted.Clear();
        _ignored.Clear();
        foreach (var finding in findings) _found.Add(finding.Start, finding.End);
        foreach (var span in record.Spans) (Counts(span) ? _wanted : _ignored).Add(span.Start, span.End);
        _found.Unite();
        _wanted.Unite();
        _ignored.Unite();
    }

    private bool Counts(LabelledSpan span) => types is null || types.Contains(span.Type);

    private Score Line(string type, LabelledText record)
    {
        var name = isByType ? type : record.Group;
        if (!_lines.TryGetValue(name, out var line)) _lines[name] = line = new();
        return line;
    }
}
