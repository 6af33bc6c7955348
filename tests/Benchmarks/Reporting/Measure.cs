namespace Benchmarks.Reporting;

/// <summary>Something that has one value a target and round.</summary>
internal sealed record Measure(Section Section, string Name, string Unit);
