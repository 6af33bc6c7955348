using Benchmarks.Preparation;

namespace Benchmarks.Targets;

/// <summary>The targets of a run, floors first.</summary>
internal sealed class TargetList
{
    private TargetList(IReadOnlyList<Target> all) => All = all;

    public IReadOnlyList<Target> All { get; }

    /// <summary>The targets that still answer, in another order each round: none always follows the same one.</summary>
    public IEnumerable<Target> InTurn(int round) => Enumerable.Range(0, All.Count)
        .Select(place => All[(place + round) % All.Count])
        .Where(target => target.Failure is null);

    /// <summary>Those before children that they start.</summary>
    public static TargetList Local(BuiltGateway gateway) => new(
    [
        new DirectTarget(),
        new RelayTarget(Publisher.Publish("tests/Benchmarks/Relay", "relay", "relay")),
        gateway.Target(TargetNames.Gateway),
        gateway.Target(TargetNames.Basic, "--enable-guardrails", "basic"),
        gateway.Target(TargetNames.AllRules, "--enable-guardrails", "basic,presidio"),
    ]);

    /// <summary>Those before a child behind a URL. There is no direct one: the driver speaks over pipes.</summary>
    public static TargetList Remote(BuiltGateway gateway) => new(
    [
        new HttpRelayTarget(Publisher.Publish("tests/Benchmarks/HttpRelay", "http-relay", "http-relay")),
        gateway.Target(TargetNames.Gateway),
        gateway.Target(TargetNames.Basic, "--enable-guardrails", "basic"),
    ]);
}
