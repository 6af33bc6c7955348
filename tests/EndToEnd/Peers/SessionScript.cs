using System.Text.Json.Nodes;

namespace EndToEnd.Peers;

/// <summary>A session of steps.json: what the client can do, and what it does step by step.</summary>
internal static class SessionScript
{
    private static readonly string Text = File.ReadAllText(Npm.Peer("steps.json"));

    public static JsonObject Of(string name) => JsonNode.Parse(Text)![name]!.AsObject();

    public static IEnumerable<string> StepsOf(string name) => Of(name)["steps"]!.AsArray().Select(step => (string)step!["name"]!);
}
