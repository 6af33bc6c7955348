using Benchmarks.Children;

namespace Benchmarks.Reporting;

/// <summary>All that is measured.</summary>
internal static class Measures
{
    public static readonly Measure MemoryIdle = new(Section.Memory, "idle, one child", "MB");
    public static readonly Measure MemoryMany = new(Section.Memory, "idle, 50 children", "MB");
    public static readonly Measure MemoryAfter = new(Section.Memory, "after the run", "MB");

    /// <summary>A size as the tables call it.</summary>
    public static string SizeName(int size) => size switch
    {
        >= 1_000_000 => $"{size / 1_000_000} MB",
        >= 1_000 => $"{size / 1_000} KB",
        _ => $"{size} B",
    };

    public static Measure Median(int size, RemoteForm? form = null) => Latency(size, form, "p50");

    public static Measure Slowest(int size, RemoteForm? form = null) => Latency(size, form, "p99");

    public static Measure Rate(int inFlight) => new(Section.Throughput, $"{inFlight} in flight", "calls/s");

    public static Measure ProcessorTime(int size, RemoteForm? form = null) => form is null
        ? new(Section.ProcessorTime, $"{SizeName(size)}, one at a time", "µs")
        : new(Section.Remote, $"{SizeName(size)} as {form.Name}, processor time", "µs");

    public static Measure ProcessorTimeOfMany(int inFlight) => new(Section.ProcessorTime, $"100 B, {inFlight} in flight", "µs");

    public static Measure Allocation(int size) => new(Section.Allocation, SizeName(size), "B");

    public static readonly Measure Detection = new(Section.Detection, "clean text", "MB/s");

    public static Measure IdleGuardrail(string kind) => new(Section.Plugins, $"{kind} guardrail that does nothing, added to a call", "µs");

    public static Measure TracerPath(string tracer) => new(Section.Plugins, $"{tracer}, added to a call", "µs");

    public static Measure TracerRate(string tracer) => new(Section.Plugins, $"{tracer}, sustained", "records/s");

    public static Measure Start(string scenario) => new(Section.Start, scenario, "ms");

    /// <summary>From spawn to the first tools/list, which has the tools of all children.</summary>
    public static Measure WarmStart(int children) => new(Section.Lifecycle, $"start with {children} known", "ms");

    /// <summary>The same as a multiple of one child.</summary>
    public static Measure WarmStartGrowth(int children) => new(Section.Lifecycle, $"start with {children} known ÷ with 1", "×");

    public static readonly Measure Idle = new(Section.Lifecycle, "processor time of a minute with 50 idle servers", "ms");

    public static Measure FrontMedian(int size) => new(Section.Front, $"{SizeName(size)}, p50", "µs");

    public static Measure FrontSlowest(int size) => new(Section.Front, $"{SizeName(size)}, p99", "µs");

    public static Measure FrontProcessorTime(int size) => new(Section.Front, $"{SizeName(size)}, processor time", "µs");

    public static Measure FrontRate(int inFlight) => new(Section.Front, $"100 B on {inFlight} connections", "calls/s");

    public static Measure FrontSessions(int count) => new(Section.Front, $"{count} sessions at rest, above one", "MB");

    private static Measure Latency(int size, RemoteForm? form, string quantile) => form is null
        ? new(Section.Latency, $"{SizeName(size)}, {quantile}", "µs")
        : new(Section.Remote, $"{SizeName(size)} as {form.Name}, {quantile}", "µs");
}
