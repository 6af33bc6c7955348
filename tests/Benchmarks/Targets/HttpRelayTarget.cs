using Benchmarks.Children;

namespace Benchmarks.Targets;

/// <summary>The floor before a remote child: a POST a line.</summary>
internal sealed class HttpRelayTarget(string relay) : Target(TargetNames.Relay)
{
    public override Launch Launch(IReadOnlyList<Child> children, string folder) =>
        new(relay, [children[0].Url ?? throw new ArgumentException("the child is a program", nameof(children))]);
}
