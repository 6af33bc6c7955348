using Benchmarks.Children;

namespace Benchmarks.Targets;

/// <summary>The floor that everything is judged by: copies bytes, parses nothing.</summary>
internal sealed class RelayTarget(string relay) : Target(TargetNames.Relay)
{
    public override Launch Launch(IReadOnlyList<Child> children, string folder) =>
        new(relay, [children[0].Command, .. children[0].Arguments]);
}
