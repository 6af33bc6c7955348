using System.Composition;
using System.Globalization;
using Gateway;

namespace PluginClass;

/// <summary>Writes a line for each call: when, what, how it ended, how long it took.</summary>
[Tracer("plugin-name", Description = "Writes a line for each call", Options = typeof(PluginClassOptions))]
[method: ImportingConstructor]
public sealed class PluginClassTracer(PluginContext context) : ITracer
{
    private readonly string _path = Path.Combine(context.BaseFolder, context.GetOptions<PluginClassOptions>().File);

    /// <inheritdoc/>
    public async ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) =>
        await File.AppendAllLinesAsync(_path, records.Select(Line), cancellationToken);

    private static string Line(CallRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Time:O} {record.Server} {record.CapabilityName ?? record.Method} {record.Outcome} {(record.GatewayTime + record.ServerTime).TotalMilliseconds:0.0} ms");
}
