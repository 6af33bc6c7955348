using Benchmarks.Driving;
using Benchmarks.Reporting;

namespace Benchmarks.Phases;

/// <summary>One thing to measure on a session that is there already.</summary>
internal interface IPhase
{
    string Name { get; }

    /// <summary>What tells on the direct target whether the round was disturbed.</summary>
    Measure Disturbance { get; }

    IReadOnlyList<Reading> Run(Client client, TimeSpan duration);
}
