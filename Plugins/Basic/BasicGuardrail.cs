using System.Composition;
using Gateway.Detection;
using Gateway.Plugins.Basic.Kinds;

namespace Gateway.Plugins.Basic;

/// <summary>Finds tokens and keys of well-known providers, and what the user's own expressions describe.</summary>
[Guardrail("basic", Directions = Directions.Both, Order = 100, Description = "Masks tokens and keys of well-known providers", Options = typeof(BasicOptions))]
public sealed class BasicGuardrail : TextGuardrail
{
    // After the start, which is busy with other things, and before most first findings.
    private static readonly TimeSpan PrepareAfter = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, FindingKind> _kinds;
    private readonly Detector _builtIn = new([.. BuiltInKinds.All.Select(k => k.Rule)]);
    private readonly Detector? _custom;

    /// <summary>Reads the options.</summary>
    /// <exception cref="PluginOptionsException">An own expression cannot be used.</exception>
    [ImportingConstructor]
    public BasicGuardrail(PluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SecretKind[] custom = [.. CustomKinds.From(context.GetOptions<BasicOptions>())];
        if (custom.Length > 0) _custom = new([.. custom.Select(k => k.Rule)]);
        _kinds = BuiltInKinds.All.Concat(custom).ToDictionary(k => k.Finding.Name, k => k.Finding, StringComparer.Ordinal);
        _ = PrepareAsync(context.Time);
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<FindingKind> Kinds => _kinds.Values;

    /// <inheritdoc/>
    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        var sink = new Sink(_kinds, findings);
        // No token of a provider is a number, but what the user looks for may be one.
        if (leaf.Kind is not LeafKind.Number) _builtIn.Find(leaf.Text, ref sink);
        _custom?.Find(leaf.Text, ref sink);
    }

    // A first finding that compiled its pattern under the gateway's time limit could exceed it on a busy machine.
    private async Task PrepareAsync(TimeProvider time)
    {
        await Task.Delay(PrepareAfter, time).ConfigureAwait(false);
        _builtIn.Prepare();
    }

    private readonly struct Sink(Dictionary<string, FindingKind> kinds, FindingSink findings) : IDetectionSink
    {
        public void Add(in DetectedSpan span) =>
            findings.Add(kinds[span.Rule.Kind], span.Start, span.Length, span.Confidence);
    }
}
