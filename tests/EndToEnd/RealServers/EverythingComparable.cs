using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Peers;

namespace EndToEnd.RealServers;

/// <summary>An outcome of server-everything without its clock, its dice, and what it does at times of its own.</summary>
internal static partial class EverythingComparable
{
    public static JsonObject Of(JsonObject outcome, string prefix = "")
    {
        var comparable = Comparable.Of(outcome, prefix);
        // It asks for the roots on its own, and offers more once it knows its client.
        RemoveAll(comparable["asked"]!.AsArray(), asked => (string?)asked["method"] == "roots/list");
        RemoveAll(comparable["notes"]!.AsArray(), note => ((string)note["method"]!).EndsWith("/list_changed", StringComparison.Ordinal) || note.ToJsonString().Contains("Roots updated", StringComparison.Ordinal));
        return Timeless(comparable)!.AsObject();
    }

    /// <summary>Without logs: a modern client that asked for none gets none.</summary>
    public static JsonObject Unlogged(JsonObject comparable)
    {
        RemoveAll(comparable["notes"]!.AsArray(), note => (string?)note["method"] == "notifications/message");
        return comparable;
    }

    private static void RemoveAll(JsonArray items, Predicate<JsonNode> isOut)
    {
        for (var i = items.Count - 1; i >= 0; i--) if (isOut(items[i]!)) items.RemoveAt(i);
    }

    private static JsonNode? Timeless(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Timeless(member.Key, member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Timeless)]),
        JsonValue value when value.TryGetValue(out string? text) => Timeless(text),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Timeless(string name, JsonNode? value) => name switch
    {
        "blob" => Timeless(Decoded((string)value!)),
        "taskId" or "level" or "createdAt" or "lastUpdatedAt" or "elicitationId" => name,
        _ => Timeless(value),
    };

    private static string Decoded(string blob) => blob.StartsWith("UmVz", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(blob)) : blob;

    private static string Timeless(string text) => LogMessage().Replace(SessionId().Replace(Time().Replace(text, "TIME"), ""), "A log message");

    [GeneratedRegex(@"\d{1,2}:\d\d:\d\d [AP]M|\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Time();

    // Only over HTTP it has sessions, and tells their ids.
    [GeneratedRegex("( - SessionId|from session|(?<=for) session) [0-9a-f-]{36}|(?<=for) session undefined")]
    private static partial Regex SessionId();

    [GeneratedRegex("^(Debug|Info|Notice|Warning|Error|Critical|Alert|Emergency)[- ]level[- ]message$")]
    private static partial Regex LogMessage();
}
