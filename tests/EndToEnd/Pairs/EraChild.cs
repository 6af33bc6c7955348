using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Pairs;

/// <summary>A server that plays scripts, of one era or the other.</summary>
internal static class EraChild
{
    private const string Capabilities = """{"tools":{"listChanged":true},"prompts":{},"resources":{"subscribe":true},"completions":{},"logging":{}}""";

    /// <summary>Has it open sessions as its era does.</summary>
    public static ScriptedChild Speak(this ScriptedChild child, bool isModern, string instructions = "")
    {
        var text = JsonValue.Create(instructions).ToJsonString();
        return isModern
            ? child
                .On("server-discover", $$$$$"""send {"jsonrpc":"2.0","id":{id},"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{{{{{Capabilities}}}}},"instructions":{{{{{text}}}}},"ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"scripted","version":"1"}}}}""")
                .On("initialize", """send {"jsonrpc":"2.0","id":{id},"error":{"code":-32022,"message":"Unsupported protocol version","data":{"supported":["2026-07-28"],"requested":"2025-11-25"}}}""")
            : child.On("initialize", $$$$$"""send {"jsonrpc":"2.0","id":{id},"result":{"protocolVersion":"2025-11-25","capabilities":{{{{{Capabilities}}}}},"serverInfo":{"name":"scripted","version":"1"},"instructions":{{{{{text}}}}}}}""");
    }

    /// <summary>Offers a tool that asks the client, and answers with what it got.</summary>
    public static ScriptedChild Ask(this ScriptedChild child, bool isModern, string tool, string method, string parameters, string state = "its state") => isModern
        ? child
            .On($"call-{tool}", $$$$$"""send {"jsonrpc":"2.0","id":{id},"result":{"resultType":"input_required","inputRequests":{"{{{{{tool}}}}} key":{"method":"{{{{{method}}}}}","params":{{{{{parameters}}}}}}},"requestState":"{{{{{state}}}}}"}}""")
            .On($"retry-{tool}", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"asked"}]}}""")
        : child.On($"call-{tool}", $$$$$"""send {"jsonrpc":"2.0","id":"asks {{{{{tool}}}}}","method":"{{{{{method}}}}}","params":{{{{{parameters}}}}}}""", $"await \"asks {tool}\"", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"asked"}]}}""");
}
