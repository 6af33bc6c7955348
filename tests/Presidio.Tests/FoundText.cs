using System.Text.Json;
using Gateway.Detection;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Entities;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Tests;

/// <summary>Runs the finder or the whole guardrail over a text, and says what is found.</summary>
internal static class FoundText
{
    public static MessageInfo Info { get; } = new() { Direction = Direction.ToClient, Method = "tools/call", Server = "s" };

    public static PiiFinder Default { get; } = Finder(EntityCatalog.Default);

    public static PiiFinder All { get; } = Finder(EntityCatalog.All);

    public static PiiFinder Finder(IReadOnlyList<string> entities, double threshold = 0.5, IReadOnlyList<string>? regions = null) =>
        new(entities, ContextWords.For("en", entities), regions ?? PresidioSettings.DefaultRegions, threshold);

    /// <summary>The found texts, in their order, each once.</summary>
    public static string[] In(string text, PiiFinder? finder = null, string property = "")
    {
        var found = new Detections();
        (finder ?? Default).Find(text, property, found);
        return [.. found.Found.ToArray().Select(d => (d.Start, d.End)).Distinct().Order().Select(d => text[d.Start..d.End])];
    }

    /// <summary>The found entities, in their order.</summary>
    public static string[] Entities(string text, PiiFinder? finder = null, string property = "")
    {
        var found = new Detections();
        (finder ?? Default).Find(text, property, found);
        return [.. found.Found.ToArray().OrderBy(d => d.Start).Select(d => d.Kind)];
    }

    public static PresidioGuardrail Guardrail(string options = "{}", Action<string>? log = null) =>
        new(new PluginContext { Name = "presidio", Options = JsonDocument.Parse(options).RootElement, Logger = log ?? (static _ => { }) });

    public static string Masked(PresidioGuardrail guardrail, string text, string property = "", LeafKind kind = LeafKind.Value)
    {
        var sink = new ListSink();
        guardrail.Find(new TextLeaf(text, property, kind, Info), sink);
        foreach (var (entity, start, length, _) in sink.Findings.OrderByDescending(f => f.Start))
        {
            text = string.Concat(text.AsSpan(0, start), entity.Placeholder, text.AsSpan(start + length));
        }

        return text;
    }

    internal sealed class ListSink : FindingSink
    {
        public List<(FindingKind Kind, int Start, int Length, double Confidence)> Findings { get; } = [];

        public override void Add(FindingKind kind, int start, int length, double confidence = 1) => Findings.Add((kind, start, length, confidence));
    }
}
