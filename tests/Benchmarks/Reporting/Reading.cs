namespace Benchmarks.Reporting;

/// <summary>One value of one round.</summary>
internal sealed record Reading(Measure Measure, double Value);
