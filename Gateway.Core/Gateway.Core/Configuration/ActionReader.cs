using System.Text.Json;

namespace Gateway.Core.Configuration;

/// <summary>Reads a plugin's <c>actions</c>: kind → action, or kind → { toServer, toClient }.</summary>
internal static class ActionReader
{
    private static readonly Choices<FindingAction> Actions = new(
        ("mask", FindingAction.Mask), ("block", FindingAction.Block), ("report", FindingAction.Report), ("tokenize", FindingAction.Tokenize));

    private static readonly string[] Directions = ["toServer", "toClient"];

    public static IReadOnlyList<ActionRule> Read(ConfigurationNode node)
    {
        node.RequireObject().RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        var rules = new List<ActionRule>();
        foreach (var member in node.Members)
        {
            if (string.IsNullOrWhiteSpace(member.Name)) throw member.Fault($"the kind in {node.KeyPath} is empty; '{ActionRule.AllKinds}' is all kinds.");
            if (member.Value.Kind is not JsonValueKind.Object)
            {
                rules.Add(new ActionRule { Kind = member.Name, Action = ReadAction(member.Value) });
                continue;
            }

            member.Value.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
            member.Value.RefuseUnknown(Directions);
            rules.AddRange(member.Value.Members.Select(side => new ActionRule
            {
                Kind = member.Name,
                Direction = side.Name is "toServer" ? Direction.ToServer : Direction.ToClient,
                Action = ReadAction(side.Value),
            }));
        }

        return rules;
    }

    // In the words from the start, so that files stay valid; an error until there is a vault to turn handles back.
    private static FindingAction ReadAction(ConfigurationNode node) => node.RequireChoice(Actions) switch
    {
        FindingAction.Tokenize => throw node.Fault("is 'tokenize', which this version cannot do yet; use mask, block or report."),
        var action => action,
    };
}
