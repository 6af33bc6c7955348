using System.Text.Json;

namespace Gateway.Core.Configuration;

/// <summary>Collects the texts of a server's entry that decide what is run or reached.</summary>
internal static class ServerSources
{
    // A key that is new in ServerKeys is pinned until somebody decides that it is harmless.
    private static readonly string[] Harmless = ["disabled", "enabled", "blocked", "timeout", "startTimeout", "startup_timeout_sec", "tool_timeout_sec", "toolTimeouts", "required", "restart"];

    private static readonly string[] Secret = ["env", "headers", "oauth", "auth"];

    public static List<SourceText> Of(ConfigurationNode entry)
    {
        var texts = new List<SourceText>();
        foreach (var member in entry.Members)
        {
            if (ServerKeys.Used.Contains(member.Name) && !Harmless.Contains(member.Name)) Add(texts, member.Value, member.Name, Secret.Contains(member.Name));
        }

        return texts;
    }

    private static void Add(List<SourceText> texts, ConfigurationNode node, string place, bool isSecret)
    {
        if (node.Kind is not (JsonValueKind.Object or JsonValueKind.Array)) texts.Add(new() { Place = place, Text = node.Text, IsSecret = isSecret });
        foreach (var member in node.Members) Add(texts, member.Value, $"{place}.{member.Name}", isSecret);
        foreach (var item in node.Items) Add(texts, item, place + item.Key, isSecret);
    }
}
