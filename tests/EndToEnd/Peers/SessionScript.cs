using System.Text.Json.Nodes;

namespace EndToEnd.Peers;

/// <summary>A session of steps.json or everything.json: what the client can do, and what it does step by step.</summary>
internal static class SessionScript
{
    private static readonly string[] Texts = [File.ReadAllText(Npm.Peer("steps.json")), File.ReadAllText(Npm.Peer("everything.json"))];

    public static JsonObject Of(string name) => Texts.Select(text => JsonNode.Parse(text)![name]).First(session => session is not null)!.DeepClone().AsObject();

    public static IEnumerable<string> StepsOf(string name) => Of(name)["steps"]!.AsArray().Select(step => (string)step!["name"]!);
}
