using System.Diagnostics;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;

namespace Gateway.Core.Scoring;

/// <summary>Asks text guardrails about batches of records, one after another on one thread, and measures that and nothing else.</summary>
/// <param name="guardrails">Who is asked.</param>
/// <param name="warmUp">How long the first batch is asked about before anything is measured: the tiered compiler takes some seconds to settle, and a gateway runs for hours. A third of it for a short batch.</param>
internal sealed class FindRun(IReadOnlyList<(string Name, TextGuardrail Guardrail)> guardrails, TimeSpan warmUp = default)
{
    private static readonly MessageInfo Info = new() { Direction = Direction.ToClient, Method = Methods.ToolsCall, Server = "eval", Tool = "eval", IsAnswer = true };

    // So long it runs, again over the same text if need be, before a speed is told.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    // Characters: nobody asks a shorter text about speed.
    private const int EnoughForSpeed = 500_000;

    private readonly Sink _sink = new();
    private Batch? _last;
    private long _ticks;
    private long _bytes;

    /// <summary>10⁶ UTF-8 bytes a second, all guardrails counted; null when there was no text.</summary>
    public double? MegabytesPerSecond => _bytes == 0 ? null : _bytes / 1e6 / Math.Max(Stopwatch.GetElapsedTime(0, _ticks).TotalSeconds, 1e-9);

    /// <summary>Fills the batch's findings.</summary>
    /// <exception cref="PluginException">A guardrail threw, or found something outside the text.</exception>
    public void Find(Batch batch)
    {
        var start = Stopwatch.GetTimestamp();
        do Ask(batch); // what a rule compiles or loads when it is first met is no speed
        while (_last is null && batch.Length > 0 && Stopwatch.GetElapsedTime(start) < (batch.Length < EnoughForSpeed ? warmUp / 3 : warmUp));
        Measure(batch);
        _last = batch;
    }

    /// <summary>Measures on until a speed can be told.</summary>
    public void Finish()
    {
        while (_last is { Length: > 0 } batch && Stopwatch.GetElapsedTime(0, _ticks) < Shortest) Measure(batch);
    }

    private void Measure(Batch batch)
    {
        var start = Stopwatch.GetTimestamp();
        Ask(batch);
        _ticks += Stopwatch.GetTimestamp() - start;
        foreach (var record in batch.Records) _bytes += record.Bytes;
    }

    private void Ask(Batch batch)
    {
        batch.Found.Clear();
        _sink.Found = batch.Found;
        var (name, line) = ("", 0);
        try
        {
            foreach (var record in batch.Records)
            {
                line = record.Line;
                var first = batch.Found.Count;
                _sink.Length = record.Length;
                foreach (var (guardrail, finder) in guardrails)
                {
                    name = guardrail;
                    if (record.Length > 0) finder.Find(new TextLeaf(batch.Text(record), record.Property, LeafKind.Value, Info), _sink);
                }

                record.Findings = first..batch.Found.Count;
            }
        }
        catch (Exception exception)
        {
            // The boundary to a plugin: its message may quote what it read.
            throw new PluginException($"the guardrail '{name}' failed on {Printable.Line(batch.File)}:{line} ({exception.GetType().Name})", exception);
        }
    }

    private sealed class Sink : FindingSink
    {
        public List<FoundSpan> Found { get; set; } = [];

        public int Length { get; set; }

        public override void Add(FindingKind kind, int start, int length, double confidence = 1)
        {
            if (start < 0 || length <= 0 || start > Length - length) throw new ArgumentException("the finding lies outside its text", nameof(start));
            Found.Add(new(start, start + length, kind));
        }
    }
}
