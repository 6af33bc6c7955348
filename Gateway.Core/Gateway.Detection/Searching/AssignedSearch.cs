using System.Text;
using Gateway.Detection.Assignments;
using Gateway.Detection.Judging;
using Gateway.Detection.Keywords;
using Gateway.Detection.Rules;
using Gateway.Detection.Shapes;

namespace Gateway.Detection.Searching;

/// <summary>A rule whose values have no mark of their own: what they are assigned to tells them.</summary>
internal sealed class AssignedSearch : RuleSearch
{
    private const int ShortestFreeWord = 5;
    private const int LongestPropertyValue = 1024;

    private readonly Shape? _shape;

    public AssignedSearch(Rule rule)
        : base(rule)
    {
        if (rule.AssignedTo.FirstOrDefault(k => k.Length < KeywordIndex.ShortestKeyword || !Ascii.IsValid(k)) is { } odd) throw new RuleException($"'{odd}', which '{rule.Kind}' is assigned to, is not made of three or more ASCII characters");
        Keywords = [.. rule.AssignedTo.SelectMany(word => Spellings(word, isSpoken: rule.Pattern is null)).Where(k => k.Length >= KeywordIndex.ShortestKeyword).Distinct(StringComparer.Ordinal)];
        if (rule.Pattern is null) return;
        var branches = ShapeParser.Parse(rule.Pattern) ?? throw new RuleException($"the pattern of '{rule.Kind}', which is assigned to a name, must be a shape: literals, classes with counts, groups of alternatives");
        _shape = new(branches, rule.End);
    }

    public override IReadOnlyList<string> Keywords { get; }

    public override bool IgnoresCase => true;

    public override int Slots => _shape?.Slots ?? 1;

    public override void OnKeyword(ref Scan scan, scoped Span<Stretch> slots, int start, int end)
    {
        if (!IsWord(scan.Text, start, end)) return;
        if (!scan.Assignment.IsOf(start, end) || scan.Assignment.NameEnd == 0)
        {
            scan.Assignment = AssignmentReader.Read(scan.Text, start, end);
            scan.Work += scan.Assignment.Work;
        }

        var assignment = scan.Assignment;
        if (!assignment.IsFound || assignment.ValueStart < slots[0].Start) return;
        if (!TryValue(ref scan, slots, assignment.ValueStart, assignment.ValueEnd, out var from, out var length)) return;
        var name = scan.Text[assignment.NameStart..assignment.NameEnd];
        // Another word of the name asks for the same value.
        var isReported = TryReport(ref scan, new(scan.Text, from, length, name, assignment.Syntax, assignment.NameStart));
        slots[0].Start = isReported ? from + length : from + Math.Max(1, Passed(length));
    }

    public override void OnProperty(ref Scan scan, int start, int end)
    {
        if (!IsWord(scan.Property, start, end) || scan.Text.Length > LongestPropertyValue) return;
        Span<Stretch> slots = stackalloc Stretch[Slots];
        if (TryValue(ref scan, slots, 0, scan.Text.Length, out var from, out var length))
        {
            TryReport(ref scan, new(scan.Text, from, length, scan.Property, ValueSyntax.Property));
        }
    }

    private bool TryValue(ref Scan scan, scoped Span<Stretch> slots, int start, int end, out int from, out int length)
    {
        (from, length) = (start, end - start);
        if (_shape is null) return true;
        if (!_shape.TryMatch(scan.Text, start, [], slots, ref scan.Work, out var match)) return false;
        (from, length) = (match.SecretStart, match.SecretEnd - match.SecretStart);
        return true;
    }

    // Short words count only where a word starts: "pwd" in "cpwdx" is none, in "dbPwd" and "DB_PWD" it is.
    // So do words that a pattern goes with: a "rookTable" holds no "okta". Others are part of longer words, too: "dbpassword".
    private bool IsWord(ReadOnlySpan<char> text, int start, int end)
    {
        if (start == 0 || !char.IsAsciiLetter(text[start - 1]) || (_shape is null && end - start >= ShortestFreeWord)) return true;
        return char.IsAsciiLetterUpper(text[start]) && char.IsAsciiLetterLower(text[start - 1]);
    }

    private static readonly string[] Separators = ["_", "-", "", "."];
    private static readonly string[] SpokenSeparators = [.. Separators, " "];

    // Vendors' names in a sentence are one word; what stands for itself, as "access key" does, may be spoken of.
    private static IEnumerable<string> Spellings(string word, bool isSpoken) =>
        word.Contains('_', StringComparison.Ordinal)
            ? (isSpoken ? SpokenSeparators : Separators).Select(separator => word.Replace("_", separator, StringComparison.Ordinal))
            : [word];
}
