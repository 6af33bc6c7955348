namespace Gateway.Detection.Tests;

/// <summary>Runs rules over a text and writes down what they find: kind, start and length.</summary>
internal static class FoundIn
{
    public static IReadOnlyList<string> Text(string text, params Rule[] rules) => Text(text, new Detector(rules));

    public static IReadOnlyList<string> Text(string text, Finder finder, string property = "")
    {
        var found = new Detections();
        finder.Find(text, property, found);
        return [.. found.Found.ToArray().Select(d => $"{d.Kind} {d.Start}+{d.Length}").Order(StringComparer.Ordinal)];
    }

    /// <summary>What is found, as it stands in the text.</summary>
    public static IReadOnlyList<string> Values(string text, Finder finder, string property = "") =>
        [.. Spans(text, finder, property).OrderBy(d => d.Start).Select(d => text.Substring(d.Start, d.Length))];

    public static DetectedSpan[] Spans(string text, Finder finder, string property = "")
    {
        var found = new Detections();
        finder.Find(text, property, found);
        return found.Found.ToArray();
    }
}
