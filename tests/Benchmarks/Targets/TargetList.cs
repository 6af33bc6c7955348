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

    public static TargetList Create(Options options)
    {
        var relay = Publisher.Publish("tests/Benchmarks/Relay", "relay", "relay");
        var (gateway, failure) = Gateway(options);
        List<Target> gateways =
        [
            new GatewayTarget(TargetNames.Gateway, gateway),
            new GatewayTarget(TargetNames.Basic, gateway, "--enable-guardrails", "basic"),
            new GatewayTarget(TargetNames.AllRules, gateway, "--enable-guardrails", "basic,presidio"),
        ];
        if (failure is not null)
        {
            gateways.ForEach(target => target.GiveUp(failure));
        }

        return new TargetList([new DirectTarget(), new RelayTarget(relay), .. gateways]);
    }

    // A gateway that does not build is a result like any other: the floors are measured all the same.
    private static (string Gateway, string? Failure) Gateway(Options options)
    {
        if (options.Gateway is { } path)
        {
            return (path, File.Exists(path) ? null : $"there is no program '{path}'");
        }

        try
        {
            return (Publisher.Publish("Gateway.Host/Gateway.Host", "gateway", "mcp-gateway"), null);
        }
        catch (BenchmarkException error)
        {
            return ("", error.Message);
        }
    }
}
