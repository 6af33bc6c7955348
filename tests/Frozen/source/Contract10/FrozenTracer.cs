using System.Composition;
using System.Globalization;

namespace Contract10;

[Tracer("frozen", Payloads = true, Description = "Writes all that a record has", Options = typeof(FrozenOptions))]
[method: ImportingConstructor]
public sealed class FrozenTracer(PluginContext context) : ITracer
{
    private readonly FrozenOptions _options = context.GetOptions<FrozenOptions>();

    public async ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        if (_options.File is null) throw new TracerException("the option 'file' is not set");
        await File.AppendAllLinesAsync(Path.Combine(context.BaseFolder, _options.File), records.Select(Line), cancellationToken);
    }

    private static string Line(CallRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Server} {record.Capability} {record.CapabilityName} {record.Method} {record.Outcome} {record.ClientName} {record.ClientVersion} {record.Id.Length > 0} {record.Session.Length > 0} {record.Time.Year > 2000} {record.GatewayTime >= TimeSpan.Zero} {record.ServerTime >= TimeSpan.Zero} {record.BytesIn > 0} {record.BytesOut > 0} [{string.Join(',', record.Findings.Select(finding => $"{finding.Guardrail}/{finding.Kind}/{finding.Action}/{finding.Direction}/{finding.Count}"))}] {record.Arguments} {record.Result} {record.TraceId}");
}
