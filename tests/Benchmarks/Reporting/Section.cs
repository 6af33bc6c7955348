namespace Benchmarks.Reporting;

/// <summary>The tables of the report, in their order.</summary>
internal enum Section
{
    Start,
    Latency,
    Throughput,
    ProcessorTime,
    Memory,
    Allocation,
    Detection,
    Plugins,
}
