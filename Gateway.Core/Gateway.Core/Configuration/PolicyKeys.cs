namespace Gateway.Core.Configuration;

/// <summary>The keys of the gateway's entry in <c>mcp.json</c> and of a <c>--config</c> file.</summary>
internal static class PolicyKeys
{
    /// <summary>What both may hold.</summary>
    public static readonly string[] Policy = ["plugins", "placeholders", "settings"];

    private static readonly string[] Ours = ["servers", .. Policy];

    private static readonly HashSet<string> OfClients = [.. ServerKeys.Used, .. ServerKeys.OfClients];

    /// <summary>Checks the gateway's entry: ours, and what the client needs to start us. A typo here would be a rule that never works.</summary>
    public static void Check(ConfigurationNode entry)
    {
        entry.RequireObject().RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        entry.RefuseUnknown(Ours, OfClients);
    }

    /// <summary>Checks the top level of a <c>--config</c> file; <c>$schema</c> is for editors.</summary>
    public static void CheckFile(ConfigurationNode root)
    {
        root.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        root.RefuseUnknown(Policy, ["$schema"]);
    }
}
