using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>What a server says it offers.</summary>
/// <param name="Json">Its raw <c>capabilities</c>.</param>
internal sealed record ServerCapabilities(byte[] Json)
{
    private static readonly string[] Standard = ["tools", "prompts", "resources", "completions", "logging", "tasks"];
    private static readonly byte[] True = "true"u8.ToArray();

    public bool HasTools { get; } = JsonMembers.Has(Json, "tools"u8);

    public bool HasLogging { get; } = JsonMembers.Has(Json, "logging"u8);

    public bool HasResources { get; } = JsonMembers.Has(Json, "resources"u8);

    /// <summary>What the gateway does not do itself: experimental capabilities, extensions and tasks; null when there is nothing of it.</summary>
    public string? Special()
    {
        var special = new List<KeyValuePair<string, byte[]>>();
        foreach (var member in JsonMembers.Members(Json))
        {
            if (member.Key is "experimental" or "extensions" or "tasks") special.Add(member);
        }

        return special.Count == 0 ? null : Encoding.UTF8.GetString(JsonMembers.Write(special));
    }

    /// <summary>Resources can be subscribed to.</summary>
    public bool HasSubscriptions { get; } = JsonMembers.Raw(JsonMembers.Raw(Json, "resources"u8), "subscribe"u8).SequenceEqual("true"u8);

    /// <summary>Whether it says when such a list is another than before.</summary>
    public bool TellsOfChanges(string capability) => JsonMembers.Raw(JsonMembers.Raw(Json, Encoding.ASCII.GetBytes(capability)), "listChanged"u8).SequenceEqual("true"u8);

    /// <summary>The part that holds no text of the server's: for one whose words a guardrail has refused.</summary>
    public ServerCapabilities Bare()
    {
        var kept = JsonMembers.Members(Json).Where(member => Standard.Contains(member.Key));
        return new(JsonMembers.Write(kept.Select(member => KeyValuePair.Create(member.Key, Flags(member.Key)))));
    }

    public bool Has(string capability) => JsonMembers.Has(Json, Encoding.UTF8.GetBytes(capability));

    private byte[] Flags(string capability)
    {
        var flags = new List<KeyValuePair<string, byte[]>>();
        if (TellsOfChanges(capability)) flags.Add(new("listChanged", True));
        if (capability == "resources" && HasSubscriptions) flags.Add(new("subscribe", True));
        return JsonMembers.Write(flags);
    }
}
