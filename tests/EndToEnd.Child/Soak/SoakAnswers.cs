using System.Text;
using System.Text.Json;

namespace EndToEnd.Child.Soak;

/// <summary>What the server of the soak says to a message: notifications, then the answer.</summary>
/// <param name="secret">A secret to be found in some texts.</param>
internal sealed class SoakAnswers(string secret)
{
    private static readonly string Text = string.Concat(Enumerable.Repeat("An ordinary line of text, as files and logs have it. ", 20_000));

    private int _changes;

    /// <summary>All that is said, in order; nothing for a notification.</summary>
    public IReadOnlyList<byte[]> To(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var request = document.RootElement;
        if (!request.TryGetProperty("id", out var id) || !request.TryGetProperty("method", out var method)) return [];
        var parameters = request.TryGetProperty("params", out var given) ? given : default;
        return method.GetString() == "tools/call"
            ? [.. Notifications(parameters), Result(id, Call(parameters.GetProperty("arguments")))]
            : [Result(id, Result(method.GetString(), parameters))];
    }

    private string Result(string? method, JsonElement parameters) => method switch
    {
        "initialize" => $$$"""{"protocolVersion":{{{parameters.GetProperty("protocolVersion").GetRawText()}}},"capabilities":{"tools":{"listChanged":true},"prompts":{},"resources":{}},"serverInfo":{"name":"soak","version":"1"}}""",
        "tools/list" => $$$"""{"tools":[{"name":"echo","description":"Changed {{{Volatile.Read(ref _changes)}}} times.","inputSchema":{"type":"object"} }]}""",
        "prompts/list" => """{"prompts":[{"name":"one"}]}""",
        "resources/list" => """{"resources":[{"uri":"file:///one","name":"one"}]}""",
        "resources/templates/list" => """{"resourceTemplates":[]}""",
        _ => "{}",
    };

    private IEnumerable<byte[]> Notifications(JsonElement parameters)
    {
        if (parameters.TryGetProperty("_meta", out var meta) && meta.TryGetProperty("progressToken", out var token))
        {
            for (var step = 1; step <= 3; step++) yield return Bytes($$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{token.GetRawText()}}},"progress":{{{step}}},"total":3}}""");
        }

        if (!parameters.GetProperty("arguments").TryGetProperty("changes", out _)) yield break;
        Interlocked.Increment(ref _changes);
        yield return Bytes("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
    }

    // It begins with what tells the call: an answer that went to another call shows.
    private string Call(JsonElement arguments)
    {
        var begin = $"{arguments.GetProperty("number").GetRawText()} {(arguments.TryGetProperty("secret", out _) ? secret : "plain")} ";
        return $$"""{"content":[{"type":"text","text":"{{begin}}{{Text.AsSpan(0, arguments.GetProperty("size").GetInt32())}}"}]}""";
    }

    private static byte[] Result(JsonElement id, string result) => Bytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{result}}}""");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
