using System.Text.Json;
using Gateway.Plugins.Xetrack.Settings;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>What of an answer goes into which column.</summary>
internal sealed class AnswerColumns(XetrackSettings settings, Columns columns)
{
    // A server decides how many blocks it sends; it does not decide how many rows a call takes.
    private const int MostBlocks = 1_000;

    private readonly Rest _rest = new();
    private bool _isRead;

    public string? Type { get; private set; }

    public string? Meta { get; private set; }

    public bool? IsError { get; private set; }

    /// <summary>One list of columns for each row.</summary>
    public List<List<KeyValuePair<string, object?>>> Blocks { get; } = [];

    public List<KeyValuePair<string, object?>> Others { get; } = [];

    public string? Rest => _isRead ? field ??= _rest.ToJson() : null;

    public void Read(CallRecord record, JsonElement answer)
    {
        _isRead = true;
        if (answer.ValueKind != JsonValueKind.Object) return;
        var isError = answer.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && record.Outcome is not ("ok" or "tool_error");
        Type = isError ? "ErrorData" : record.Capability switch { "tool" => "CallToolResult", "resource" => "ReadResourceResult", "prompt" => "GetPromptResult", _ => "Result" };
        foreach (var member in answer.EnumerateObject())
        {
            if (isError) ReadError(member);
            else ReadResult(member);
        }
    }

    private void ReadError(JsonProperty member)
    {
        switch (member.Name)
        {
            case "code": Others.Add(new("error_code", JsonValues.Of(member.Value))); break;
            case "message": Others.Add(new("error", JsonValues.Of(member.Value))); break;
            default: _rest.Add(member); break;
        }
    }

    private void ReadResult(JsonProperty member)
    {
        switch (member.Name)
        {
            case "_meta" when Meta is null && member.Value.ValueKind == JsonValueKind.Object: Meta = PythonText.Of(member.Value); break;
            case "isError" when member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False: IsError = member.Value.GetBoolean(); break;
            case "structuredContent" when member.Value.ValueKind == JsonValueKind.Object && !Others.Exists(other => other.Key == "structuredContent"):
                Others.Add(new("structuredContent", PythonText.Of(member.Value)));
                break;
            case "content" or "contents" or "messages" when member.Value.ValueKind == JsonValueKind.Array && Blocks.Count == 0: ReadBlocks(member); break;
            default: _rest.Add(member); break;
        }
    }

    private void ReadBlocks(JsonProperty member)
    {
        if (!settings.FlattensResponse)
        {
            Others.Add(new("content", PythonText.Of(member.Value)));
            return;
        }

        if (member.Value.GetArrayLength() > MostBlocks) _rest.Add(member);
        foreach (var block in member.Value.EnumerateArray().Take(MostBlocks))
        {
            var values = new List<KeyValuePair<string, object?>>();
            ReadBlock(block, values);
            Blocks.Add(values);
        }
    }

    private void ReadBlock(JsonElement block, List<KeyValuePair<string, object?>> values)
    {
        if (block.ValueKind != JsonValueKind.Object)
        {
            values.Add(new("content_text", JsonValues.Of(block)));
            return;
        }

        foreach (var member in block.EnumerateObject())
        {
            // A prompt's message has a role, and in it the block.
            if (member.Name == "content" && member.Value.ValueKind == JsonValueKind.Object) ReadBlock(member.Value, values);
            else if (columns.OfContent(member.Name) is { } column && !values.Exists(value => value.Key.Equals(column, StringComparison.OrdinalIgnoreCase))) values.Add(new(column, JsonValues.Of(member.Value)));
            else _rest.Add(member);
        }
    }
}
