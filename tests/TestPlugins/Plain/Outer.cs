using System.Composition;

namespace Gateway.Plugins.Plain;

/// <summary>Exports as MEF itself does, from a nested class.</summary>
public static class Outer
{
    [Export(typeof(ITracer))]
    [ExportMetadata("Name", "Plain")]
    [ExportMetadata("Description", "Exports without our attribute.")]
    public sealed class PlainTracer : ITracer
    {
        [Import]
        public PluginContext? Context { get; set; }

        public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override string ToString() => Context!.Name;
    }

    [Export(typeof(IGuardrail))]
    [ExportMetadata("Order", 3)]
    [ExportMetadata("Directions", Directions.ToServer)]
    [ExportMetadata("Name", "plain-guard")]
    public sealed class PlainGuardrail : IGuardrail
    {
        public IReadOnlyCollection<FindingKind> Kinds => [];

        public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
    }
}
