using System.CommandLine;
using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;

namespace Gateway.Host.Commands;

/// <summary><c>sample-server</c>: a small MCP server on stdin and stdout, to try guardrails without Node.js. It answers one message after another.</summary>
internal static class SampleServerCommand
{
    private const string Tools = """
        {"tools":[
        {"name":"echo","description":"Returns its text.","inputSchema":{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]},"annotations":{"readOnlyHint":true}},
        {"name":"fail","description":"Fails.","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}]}
        """;

    // Messages are lines.
    private static readonly string ToolsLine = Tools.ReplaceLineEndings("");

    public static Command Create()
    {
        var command = new Command("sample-server", "A small MCP server with the tools echo and fail, to try guardrails without Node.js");
        command.SetAction(_ => Run(Console.OpenStandardInput(), Console.OpenStandardOutput()));
        return command;
    }

    public static int Run(Stream input, Stream output)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false));
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line) || Answer(line) is not { } answer) continue;
            output.Write([.. answer, (byte)'\n']);
            output.Flush();
        }

        return ExitCodes.Ok;
    }

    // Null for what is not to be answered: notifications, and answers.
    private static byte[]? Answer(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 1024 });
            var message = document.RootElement;
            if (message.ValueKind != JsonValueKind.Object) return Error(Core.Protocol.Answer.NoId, ErrorCodes.InvalidRequest, "Invalid request");
            if (!message.TryGetProperty("id", out var id) || !message.TryGetProperty("method", out var method)) return null;
            var parameters = message.TryGetProperty("params", out var given) ? given : default;
            return Answer(Encoding.UTF8.GetBytes(id.GetRawText()), method.ToString(), parameters);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            return Error(Core.Protocol.Answer.NoId, ErrorCodes.ParseError, "Parse error");
        }
    }

    private static byte[] Answer(byte[] id, string method, JsonElement parameters) => method switch
    {
        Methods.Initialize => Result(id, $$$"""{"protocolVersion":"{{{ProtocolVersions.Negotiate(Text(parameters, "protocolVersion"))}}}","capabilities":{"tools":{}},"serverInfo":{"name":"sample","version":"{{{GatewayVersion.Version}}}"}}"""),
        Methods.Ping => Result(id, "{}"),
        Methods.ToolsList => Result(id, ToolsLine),
        Methods.ToolsCall => Call(id, Text(parameters, "name"), Text(Member(parameters, "arguments"), "text")),
        _ => Error(id, ErrorCodes.MethodNotFound, "Method not found"),
    };

    private static byte[] Call(byte[] id, string? tool, string? text) => (tool, text) switch
    {
        ("echo", { } said) => Result(id, Content(said, isError: false)),
        ("echo", null) => Result(id, Content("echo needs a 'text'", isError: true)),
        ("fail", _) => Result(id, Content("it failed, as it should", isError: true)),
        _ => Error(id, ErrorCodes.InvalidParams, "Unknown tool"),
    };

    private static string Content(string text, bool isError) =>
        $$"""{"content":[{"type":"text","text":{{Encoding.UTF8.GetString(JsonText.Quote(text))}}}],"isError":{{(isError ? "true" : "false")}} }""";

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value, string name) => Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static byte[] Result(byte[] id, string result) => Core.Protocol.Answer.Result(id, Encoding.UTF8.GetBytes(result));

    private static byte[] Error(ReadOnlySpan<byte> id, int code, string message) => Core.Protocol.Answer.Error(id, code, message);
}
