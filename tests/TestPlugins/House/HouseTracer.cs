using System.Composition;
using System.Globalization;

namespace Gateway.Plugins.House;

/// <summary>Writes a line for each call into the file that its options name, if they do.</summary>
[Tracer("house", Description = "Writes a line for each call")]
[method: ImportingConstructor]
public sealed class HouseTracer(PluginContext context) : ITracer
{
    private readonly string? _file = context.GetOptions<HouseOptions>().File;

    public async ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        if (_file is null) return;
        var lines = records.Select(record => string.Create(CultureInfo.InvariantCulture, $"{record.CapabilityName} {record.Outcome} {record.Findings.Sum(finding => finding.Count)}"));
        await File.AppendAllLinesAsync(Path.Combine(context.BaseFolder, _file), lines, cancellationToken);
    }
}
