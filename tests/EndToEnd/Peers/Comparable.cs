using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndToEnd.Peers;

/// <summary>The outcome of a step without what differs by specification between the eras, or by design through the gateway. Nothing else is left out.</summary>
internal static partial class Comparable
{
    /// <summary>Has no place in the older revisions, or says only who is speaking.</summary>
    private static readonly string[] OfTheEra = ["resultType", "ttlMs", "cacheScope"];
    private static readonly string[] MetaOfTheEra = ["io.modelcontextprotocol/serverInfo", "io.modelcontextprotocol/subscriptionId"];

    /// <summary>The gateway's own, in the listing of tools.</summary>
    private static readonly string[] OwnTools = ["get_metadata", "run_tool"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Of(JsonObject outcome, string prefix = "")
    {
        var copy = outcome.DeepClone().AsObject();
        if (copy["result"] is JsonObject result) OfResult(result, prefix);
        if (copy["error"] is JsonObject error) copy["error"] = OfError(error);
        foreach (var asked in copy["asked"]!.AsArray()) OfRequest(asked!.AsObject());
        foreach (var note in copy["notes"]!.AsArray()) OfRequest(note!.AsObject());
        return copy;
    }

    private static void OfResult(JsonObject result, string prefix)
    {
        foreach (var member in OfTheEra) result.Remove(member);
        RemoveMeta(result, MetaOfTheEra);
        foreach (var listing in (string[])["tools", "prompts"])
        {
            if (result[listing] is JsonArray items) result[listing] = new JsonArray([.. items.Select(item => item!.DeepClone()).Where(item => !OwnTools.Contains((string?)item["name"]) || prefix.Length == 0).Select(item => Unprefixed(item, prefix))]);
        }

        // What a tool tells of an answer is that answer: the order of its members is the SDK's.
        foreach (var block in result["content"] as JsonArray ?? [])
        {
            if ((string?)block!["text"] is { Length: > 0 } text && text[0] is '{' or '[') block["text"] = JsonNode.Parse((string)block["text"]!);
        }
    }

    private static JsonNode Unprefixed(JsonNode item, string prefix)
    {
        var name = (string)item["name"]!;
        if (name.StartsWith(prefix, StringComparison.Ordinal)) item["name"] = name[prefix.Length..];
        return item;
    }

    // The SDKs put words of their own before the message, and the C# SDK keeps the data to itself.
    private static JsonObject OfError(JsonObject error) => new()
    {
        // -32002 became -32602 with 2026-07-28.
        ["code"] = (int?)error["code"] == -32002 ? -32602 : error["code"]?.DeepClone(),
        ["message"] = SdkWords().Replace((string?)error["message"] ?? "", ""),
    };

    private static void OfRequest(JsonObject request)
    {
        if (request["params"] is not JsonObject parameters)
        {
            request.Remove("params");
            return;
        }

        RemoveMeta(parameters, [.. MetaOfTheEra, "progressToken"]);
        // Only up to 2025-11-25.
        parameters.Remove("elicitationId");
        if (parameters.Count == 0) request.Remove("params");
    }

    private static void RemoveMeta(JsonObject owner, string[] keys)
    {
        if (owner["_meta"] is not JsonObject meta) return;
        foreach (var key in keys) meta.Remove(key);
        if (meta.Count == 0) owner.Remove("_meta");
    }

    public static void AssertSame(JsonObject expected, JsonObject actual)
    {
        if (JsonNode.DeepEquals(expected, actual)) return;
        var (whole, wanted) = (Sorted(actual).ToJsonString(Plain), Sorted(expected).ToJsonString(Plain));
        Assert.That(whole, Is.EqualTo(wanted), $"it came to {whole}");
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };

    [GeneratedRegex(@"^((MCP error -?\d+: )+|Request failed \(remote\): )")]
    private static partial Regex SdkWords();
}
