using Benchmarks.Children;
using Benchmarks.Reporting;

namespace Benchmarks.Phases;

/// <summary>Children to start with.</summary>
internal sealed record StartScenario(string Name, int Children, TimeSpan Delay = default)
{
    public static readonly StartScenario One = new("1 child", 1) { Memory = Measures.MemoryIdle };
    public static readonly StartScenario Ten = new("10 children", 10);
    public static readonly StartScenario Fifty = new("50 children", 50) { Memory = Measures.MemoryMany };
    public static readonly StartScenario Slow = new("10 children of 200 ms each", 10, TimeSpan.FromMilliseconds(200));

    public static readonly IReadOnlyList<StartScenario> All = [One, Ten, Fifty, Slow];

    public Measure Measure => Measures.Start(Name);

    /// <summary>The memory to read after the start, if any.</summary>
    public Measure? Memory { get; private init; }

    /// <summary>Whether it takes a target with several children; the floors have one.</summary>
    public bool NeedsGateway => Children > 1;

    public IReadOnlyList<Child> CreateChildren(EchoChild echo) =>
        [.. Enumerable.Range(1, Children).Select(number => echo.Create($"c{number:00}", Delay))];
}
