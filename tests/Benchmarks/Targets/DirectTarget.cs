using Benchmarks.Children;

namespace Benchmarks.Targets;

/// <summary>The child alone.</summary>
internal sealed class DirectTarget() : Target(TargetNames.Direct)
{
    public override Launch Launch(IReadOnlyList<Child> children, string folder) =>
        new(children[0].Command, children[0].Arguments);
}
