namespace Benchmarks;

/// <summary>A target, or the preparation of one, that cannot be measured; the message goes into the report.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
