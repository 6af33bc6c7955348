namespace Gateway.Plugins.Basic.Tests;

/// <summary>Runs the guardrail over a text as the gateway would, and masks what it finds.</summary>
internal static class FoundText
{
    public static readonly BasicGuardrail Basic = new(new PluginContext { Name = "basic" });

    private static readonly MessageInfo Info = new() { Direction = Direction.ToClient, Method = "tools/call", Server = "s" };

    public static IReadOnlyList<Finding> In(string text, LeafKind kind = LeafKind.Value, BasicGuardrail? guardrail = null, string property = "", bool wantsReasons = false)
    {
        var sink = new ListSink(wantsReasons);
        (guardrail ?? Basic).Find(new TextLeaf(text, property, kind, Info), sink);
        return [.. sink.Findings.OrderBy(f => f.Start)];
    }

    /// <summary>Replaces what is found; where findings overlap, all that they cover together, by the name of the most certain one.</summary>
    public static string Masked(string text, BasicGuardrail? guardrail = null, string property = "")
    {
        foreach (var finding in United(In(text, guardrail: guardrail, property: property)).Reverse())
        {
            text = string.Concat(text.AsSpan(0, finding.Start), finding.Kind.Placeholder, text.AsSpan(finding.Start + finding.Length));
        }

        return text;
    }

    public static IReadOnlyList<Finding> United(IReadOnlyList<Finding> findings)
    {
        var united = new List<Finding>();
        foreach (var finding in findings)
        {
            if (united.Count == 0 || finding.Start >= united[^1].End)
            {
                united.Add(finding);
                continue;
            }

            var last = united[^1];
            var length = Math.Max(last.End, finding.End) - last.Start;
            united[^1] = (finding.Confidence > last.Confidence ? finding : last) with { Start = last.Start, Length = length };
        }

        return united;
    }

    internal readonly record struct Finding(FindingKind Kind, int Start, int Length, double Confidence, string? Reason)
    {
        public int End => Start + Length;
    }

    internal sealed class ListSink(bool wantsReasons) : FindingSink
    {
        public List<Finding> Findings { get; } = [];

        public override bool WantsReasons => wantsReasons;

        public override void Add(FindingKind kind, int start, int length, double confidence = 1) => Findings.Add(new(kind, start, length, confidence, null));

        public override void Add(FindingKind kind, int start, int length, double confidence, string reason) => Findings.Add(new(kind, start, length, confidence, reason));
    }
}
