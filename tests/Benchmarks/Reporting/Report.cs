using System.Text;
using Benchmarks.Targets;

namespace Benchmarks.Reporting;

/// <summary>The run as markdown.</summary>
/// <param name="targets">The columns.</param>
/// <param name="samples">What was measured.</param>
/// <param name="startsCompare">Whether start-up times can be held against budgets and other runs.</param>
/// <param name="isPartial">Whether only some things were to be measured: then the budgets of others are not spoken of.</param>
internal sealed class Report(IReadOnlyList<string> targets, Samples samples, bool startsCompare, bool isPartial)
{
    private readonly StringBuilder _text = new();

    /// <param name="facts">Machine, date and method, a line each.</param>
    /// <param name="remarks">What went wrong or must be known to read the tables, a line each.</param>
    public string Write(IEnumerable<string> facts, IReadOnlyCollection<string> remarks)
    {
        _text.Clear();
        Line("# Benchmarks of mcp-gateway");
        Line();
        List(facts);
        if (remarks.Count > 0)
        {
            Line("## Remarks");
            Line();
            List(remarks);
        }

        foreach (var section in Enum.GetValues<Section>())
        {
            WriteSection(section);
        }

        WriteBudgets();
        return _text.ToString();
    }

    private static string Title(Section section) => section switch
    {
        Section.Start => "Start: from spawn to the first tools/list with all tools",
        Section.Latency => "Latency of tools/call, by the size of the result",
        Section.Throughput => "Throughput, 100 B results",
        Section.ProcessorTime => "Processor time of the target alone, a call",
        Section.Remote => "Remote child over HTTP on loopback: tools/call one at a time; the relay is the one of HTTP",
        Section.Memory => "Resident memory of the target alone",
        Section.Allocation => "Allocation a call, by the size of the result (measured in a process of its own)",
        Section.Plugins => "Plugins: what one adds to the path of a call of 100 B, and what a tracer takes (measured in a process of its own)",
        Section.Lifecycle => "Life cycle: starts whose servers are known from the last one, and an idle gateway",
        Section.Front => "Clients over HTTP on loopback: tools/call to a child behind pipes; the relay is Kestrel and the same child",
        Section.Detection => "Detection on clean text: sources and pages of this repository that are not about secrets, Find only, one thread",
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };

    private void WriteSection(Section section)
    {
        var measures = samples.Measures.Where(measure => measure.Section == section).ToList();
        if (measures.Count == 0)
        {
            return;
        }

        string[] names = [.. targets.Where(name => measures.Exists(measure => samples.Median(measure, name) is not null))];
        string[] judged = [.. names.Where(name => name != TargetNames.Relay)];
        Line($"## {Title(section)}{(IsComparable(section) ? "" : " (not comparable)")}");
        Line();
        Row(["", .. names, .. judged.Select(name => $"{name} ÷ relay")]);
        Row(["---", .. names.Concat(judged).Select(_ => "--:")]);
        foreach (var measure in measures)
        {
            Row([
                $"{measure.Name} ({measure.Unit})",
                .. names.Select(name => Number.Format(samples.Median(measure, name))),
                .. judged.Select(name => Number.Format(samples.Ratio(measure, name, TargetNames.Relay))),
            ]);
        }

        Line();
    }

    private void WriteBudgets()
    {
        Line("## Budgets");
        Line();
        Row(["what", "target", "measured", "budget", ""]);
        Row(["---", "---", "--:", "--:", "---"]);
        foreach (var budget in Budgets.All.Where(budget => !isPartial || samples.Measures.Any(measure => measure.Section == budget.Measure.Section)))
        {
            var value = budget.Value(samples);
            Row([
                $"{Topic(budget.Measure.Section)}: {budget.Measure.Name}",
                budget.Target,
                value is { } measured ? budget.Describe(measured) : "",
                budget.DescribeLimit(),
                Judge(budget, value),
            ]);
        }

        Line();
        Line(Budgets.Elsewhere);
    }

    private string Judge(Budget budget, double? value) => value is null ? "not measured"
        : IsComparable(budget.Measure.Section) ? budget.Judge(value.Value)
        : "not comparable";

    private bool IsComparable(Section section) => startsCompare || section != Section.Start;

    private static string Topic(Section section) => section switch
    {
        Section.Start => "start",
        Section.Latency => "latency",
        Section.Throughput => "throughput",
        Section.ProcessorTime => "processor time",
        Section.Remote => "remote",
        Section.Memory => "memory",
        Section.Allocation => "allocation",
        Section.Detection => "detection",
        Section.Plugins => "plugins",
        Section.Lifecycle => "life cycle",
        Section.Front => "front",
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };

    private void List(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line($"- {line}");
        }

        Line();
    }

    private void Row(IEnumerable<string> cells) => Line($"| {string.Join(" | ", cells)} |");

    private void Line(string line = "") => _text.Append(line).Append('\n');
}
