using System.Text.Json;

namespace Gateway.Testing.Reading;

/// <summary>Reads a message's result as a client would.</summary>
internal static class ContentText
{
    /// <summary>The texts of its content blocks, a line each, or the sentence of its error; empty when there are none.</summary>
    public static string Of(JsonElement message)
    {
        if (Member(Member(message, "error"), "message") is { ValueKind: JsonValueKind.String } sentence) return sentence.GetString()!;
        if (Member(Member(message, "result"), "content") is not { ValueKind: JsonValueKind.Array } content) return "";
        return string.Join("\n", content.EnumerateArray().Select(block => Member(block, "text")).Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()));
    }

    /// <summary>The gateway's note about findings; null when there is none.</summary>
    public static string? Note(JsonElement message) =>
        Member(Member(Member(message, "result"), "_meta"), Core.Guarding.GuardrailNote.MetaKey) is { ValueKind: JsonValueKind.Object } note ? note.GetRawText() : null;

    /// <summary>A member that may not be there; then undefined.</summary>
    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
}
