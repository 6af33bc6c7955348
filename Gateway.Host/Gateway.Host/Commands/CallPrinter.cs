using System.Text.Json;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands;

/// <summary>Prints the answer of a call: the content to stdout, what the guardrails did to stderr.</summary>
internal static class CallPrinter
{
    /// <returns>The exit code that the answer stands for.</returns>
    public static int Print(JsonElement answer, bool isRaw)
    {
        if (answer.TryGetProperty("error", out var error)) return PrintError(error);
        var result = answer.GetProperty("result");
        if (isRaw) Console.Out.WriteLine(result.GetRawText());
        else PrintContent(result);
        PrintNote(result);
        if (Meta(result, RefusedAnswer.MetaKey) is not null) return ExitCodes.Blocked;
        return result.TryGetProperty("isError", out var isError) && isError.ValueKind == JsonValueKind.True ? ExitCodes.ToolError : ExitCodes.Ok;
    }

    private static int PrintError(JsonElement error)
    {
        var code = error.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : 0;
        var message = error.TryGetProperty("message", out var text) ? text.ToString() : error.GetRawText();
        Console.Error.WriteLine($"mcp-gateway: {Printable.Line(message, 2000)}");
        return code switch
        {
            ErrorCodes.Blocked => ExitCodes.Blocked,
            ErrorCodes.InvalidParams => ExitCodes.Usage,
            _ => ExitCodes.Server,
        };
    }

    private static void PrintContent(JsonElement result)
    {
        if (!result.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array) return;
        foreach (var block in content.EnumerateArray())
        {
            Console.Out.WriteLine(block.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? Text(text.GetString()!) : Describe(block));
        }
    }

    /// <summary>A text of several lines, safe to show: it may hold escape sequences that a terminal would obey.</summary>
    public static string Text(string text) => string.Join('\n', text.Split('\n').Select(line => Printable.Line(line.Replace("\t", "    ", StringComparison.Ordinal), int.MaxValue)));

    private static string Describe(JsonElement block)
    {
        var type = block.TryGetProperty("type", out var kind) ? kind.ToString() : "unknown";
        var detail = block.TryGetProperty("uri", out var uri) ? uri.ToString() : block.TryGetProperty("mimeType", out var mime) ? mime.ToString() : "";
        return Printable.Line($"[{type} {detail}]".Replace(" ]", "]", StringComparison.Ordinal));
    }

    private static void PrintNote(JsonElement result)
    {
        if (Meta(result, GuardrailNote.MetaKey) is not { ValueKind: JsonValueKind.Object } note) return;
        Console.Error.WriteLine(Style.Good("guardrails found: " + string.Join(", ", note.EnumerateObject().Select(kind => $"{kind.Name} ×{kind.Value}"))));
    }

    private static JsonElement? Meta(JsonElement result, string key) =>
        result.TryGetProperty("_meta", out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty(key, out var value) ? value : null;
}
