namespace Gateway.Detection.Tests;

/// <summary>Runs rules over a text and writes down what they find.</summary>
internal readonly struct Collected : IDetectionSink
{
    private readonly List<string> _found = [];

    public Collected()
    {
    }

    public void Add(in DetectedSpan span) => _found.Add($"{span.Rule.Kind} {span.Start}+{span.Length}");

    public static IReadOnlyList<string> In(string text, params Rule[] rules) => In(text, new Detector(rules), out _);

    public static IReadOnlyList<string> In(string text, Detector detector, out long work)
    {
        var sink = new Collected();
        work = detector.FindAndCount(text, ref sink);
        return [.. sink._found.Order(StringComparer.Ordinal)];
    }
}
