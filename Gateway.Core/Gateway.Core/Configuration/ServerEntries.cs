using System.Text.Json;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>Finds, whatever the client's dialect, the servers to start and the entry that carries the gateway's policy.</summary>
internal sealed record ServerEntries
{
    private const string Claude = "mcpServers";
    private const string VisualStudioCode = "servers";

    /// <summary>Our own entry, with <c>plugins</c>, <c>placeholders</c>, <c>settings</c>; null when there is none.</summary>
    public ConfigurationNode? Gateway { get; private init; }

    public IReadOnlyList<ConfigurationMember> Servers { get; private init; } = [];

    /// <summary>The top-level members that are read; the rest of a client's file is none of our business.</summary>
    public static bool IsRead(string name) => name is Claude or VisualStudioCode;

    public static ServerEntries Find(ConfigurationNode root, List<string> warnings)
    {
        RefuseDoubledLists(root);
        WarnOfMisplacedPolicy(root, warnings);
        var list = root.Find(Claude) ?? root.Find(VisualStudioCode);
        if (list is null)
        {
            var near = root.Members.Select(member => NearestName.Suggest(member.Name, [Claude, VisualStudioCode])).FirstOrDefault(text => text.Length > 0);
            if (near is not null) warnings.Add($"{root.File.Shown}: there is no \"{Claude}\" and no \"{VisualStudioCode}\", so no server will start{near}.");
            return new ServerEntries();
        }

        if (list.Key is Claude && root.Find(VisualStudioCode) is not null) warnings.Add($"{root.File.Shown}: \"{VisualStudioCode}\" is ignored beside \"{Claude}\".");
        list.RequireObject();
        var nested = list.Members.Where(entry => entry.Value.Find("servers") is { Kind: JsonValueKind.Object }).ToArray();
        return nested.Length switch
        {
            0 => FindPlain(list, warnings),
            1 => FindNested(nested[0].Value),
            _ => throw TwoGateways(nested[0], nested[1], "servers"),
        };
    }

    private static ServerEntries FindNested(ConfigurationNode gateway)
    {
        PolicyKeys.Check(gateway);
        var servers = gateway.Find("servers")!.RequireObject(); // this is how the entry was found
        servers.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        return new ServerEntries { Gateway = gateway, Servers = servers.Members };
    }

    private static ServerEntries FindPlain(ConfigurationNode list, List<string> warnings)
    {
        list.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        var own = list.Members.Where(entry => GatewayEntry.IsGateway(entry.Value)).ToArray();
        foreach (var entry in own)
        {
            PolicyKeys.Check(entry.Value);
            entry.Value.Find("servers")?.RequireObject();
            warnings.Add($"{list.File.Shown}, line {entry.Line}: server '{Printable.Line(entry.Name)}' is this gateway itself and is not started again.");
        }

        var carriers = own.Where(entry => PolicyKeys.Policy.Any(key => entry.Value.Find(key) is not null)).ToArray();
        if (carriers.Length > 1) throw TwoGateways(carriers[0], carriers[1], "plugins, placeholders or settings");
        return new ServerEntries
        {
            Gateway = (carriers.FirstOrDefault() ?? own.FirstOrDefault())?.Value,
            Servers = [.. list.Members.Except(own)],
        };
    }

    private static ConfigurationException TwoGateways(ConfigurationMember first, ConfigurationMember second, string what) => second.Fault(
        $"two gateways have {what}: '{Printable.Line(first.Name)}' in line {first.Line} and '{Printable.Line(second.Name)}' in line {second.Line}; give each a file of its own.");

    private static void RefuseDoubledLists(ConfigurationNode root)
    {
        foreach (var lists in root.Members.Where(member => IsRead(member.Name)).GroupBy(member => member.Name))
        {
            if (lists.ElementAtOrDefault(1) is not { } second) continue;
            throw second.Fault($"'{second.Name}' stands twice in the file: line {lists.First().Line} and line {second.Line}; remove one.");
        }
    }

    // Nobody may believe to be guarded by a policy that stands where it is not read.
    private static void WarnOfMisplacedPolicy(ConfigurationNode root, List<string> warnings)
    {
        foreach (var member in root.Members.Where(member => member.Name is "plugins" or "placeholders"))
        {
            warnings.Add($"{root.File.Shown}, line {member.Line}: \"{member.Name}\" is not read here; put it into the gateway's entry or into a file for --config.");
        }
    }
}
