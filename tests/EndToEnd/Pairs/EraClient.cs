using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Pairs;

/// <summary>A client of one era or the other that writes and reads lines.</summary>
internal sealed class EraClient(RawClient wire, bool isModern)
{
    private const string Everything = """{"elicitation":{"form":{},"url":{}},"sampling":{},"roots":{}}""";

    private int _lastId;

    public RawClient Wire => wire;

    public static EraClient Open(Workspace workspace, bool isModern, params string[] options)
    {
        var client = new EraClient(workspace.Start(["--enable-guardrails", "basic", .. options]), isModern);
        if (!isModern) client.Wire.Initialize("2025-11-25", Everything);
        return client;
    }

    public static JsonObject Meta(string capabilities = Everything) => new()
    {
        ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
        ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
        ["io.modelcontextprotocol/clientCapabilities"] = JsonNode.Parse(capabilities),
    };

    /// <summary>Writes a request as the era has it, and returns its id.</summary>
    public string Write(string method, string parameters = "{}", string? id = null)
    {
        id ??= $"\"r{++_lastId}\"";
        var body = JsonNode.Parse(parameters)!.AsObject();
        if (isModern)
        {
            var meta = Meta();
            foreach (var (key, value) in body["_meta"]?.AsObject() ?? []) meta[key] = value?.DeepClone();
            body["_meta"] = meta;
        }

        wire.Write($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{{{body.ToJsonString()}}}}""");
        return id;
    }

    /// <summary>The answer to a request, as it is written.</summary>
    public string Ask(string method, string parameters = "{}", List<string>? others = null) => wire.ReadAnswer(Write(method, parameters), others);

    public string Call(string tool, string arguments = "{}", List<string>? others = null) =>
        Ask("tools/call", $$$"""{"name":"{{{tool}}}","arguments":{{{arguments}}}}""", others);

    /// <summary>Calls a tool that asks the client something: what it was asked, and the call's result.</summary>
    public (string Asked, string Answer) CallAsked(string tool, string method, string answer)
    {
        var parameters = $$$"""{"name":"{{{tool}}}","arguments":{}}""";
        var id = Write("tools/call", parameters);
        if (!isModern)
        {
            var request = wire.ReadMethod(method);
            wire.Write($$$"""{"jsonrpc":"2.0","id":{{{RawClient.Parse(request).GetProperty("id").GetRawText()}}},"result":{{{answer}}}}""");
            return (request, wire.ReadAnswer(id));
        }

        var asked = wire.ReadAnswer(id);
        return (asked, Ask("tools/call", Retry(parameters, asked, answer)));
    }

    /// <summary>The parameters of the next round: the answer under every key that was asked, and the state as it came.</summary>
    public static string Retry(string parameters, string asked, string answer)
    {
        var result = RawClient.Parse(asked).GetProperty("result");
        Assert.That(result.GetProperty("resultType").GetString(), Is.EqualTo("input_required"), asked);
        var retry = JsonNode.Parse(parameters)!.AsObject();
        retry["inputResponses"] = new JsonObject(result.GetProperty("inputRequests").EnumerateObject().Select(request => KeyValuePair.Create(request.Name, JsonNode.Parse(answer))));
        if (result.TryGetProperty("requestState", out var state)) retry["requestState"] = JsonNode.Parse(state.GetRawText());
        return retry.ToJsonString();
    }

    public void AwaitTool(string name) =>
        Deadline.Until($"{name} is listed", () => Ask("tools/list").Contains($"\"{name}\"", StringComparison.Ordinal));
}
