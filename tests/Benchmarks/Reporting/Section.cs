namespace Benchmarks.Reporting;

/// <summary>The tables of the report, in their order.</summary>
internal enum Section
{
    Start,
    Latency,
    Throughput,
    ProcessorTime,
    Remote,
    Memory,
    Allocation,
    Detection,
    Plugins,
    Lifecycle,
    Front,
}
