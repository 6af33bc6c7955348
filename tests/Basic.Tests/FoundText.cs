namespace Gateway.Plugins.Basic.Tests;

/// <summary>Runs the guardrail over a text as the gateway would, and masks what it finds.</summary>
internal static class FoundText
{
    public static readonly BasicGuardrail Basic = new(new PluginContext { Name = "basic" });

    private static readonly MessageInfo Info = new() { Direction = Direction.ToClient, Method = "tools/call", Server = "s" };

    public static IReadOnlyList<Finding> In(string text, LeafKind kind = LeafKind.Value, BasicGuardrail? guardrail = null)
    {
        var sink = new ListSink();
        (guardrail ?? Basic).Find(new TextLeaf(text, "", kind, Info), sink);
        return [.. sink.Findings.OrderBy(f => f.Start)];
    }

    public static string Masked(string text, BasicGuardrail? guardrail = null)
    {
        foreach (var finding in In(text, guardrail: guardrail).Reverse())
        {
            text = string.Concat(text.AsSpan(0, finding.Start), finding.Kind.Placeholder, text.AsSpan(finding.Start + finding.Length));
        }

        return text;
    }

    internal readonly record struct Finding(FindingKind Kind, int Start, int Length, double Confidence);

    internal sealed class ListSink : FindingSink
    {
        public List<Finding> Findings { get; } = [];

        public override void Add(FindingKind kind, int start, int length, double confidence = 1) =>
            Findings.Add(new(kind, start, length, confidence));
    }
}
