using System.Text;
using System.Text.Json;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>Reads the JSON of records.</summary>
internal static class JsonValues
{
    private const string Replacement = "\\ufffd";

    /// <summary>What is nested deeper is not read.</summary>
    public const int Deepest = 4096;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Deepest };

    /// <summary>Null when there is none, or it cannot be read.</summary>
    public static JsonDocument? Parse(string? json)
    {
        if (json is null) return null;
        try
        {
            return JsonDocument.Parse(WithoutLoneSurrogates(json), Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As xetrack stores it: numbers and truth values as such, objects and lists as text.</summary>
    public static object? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) && !IsLongWhole(value) => number,
        JsonValueKind.Number => value.GetRawText(),
        _ => PythonText.Of(value),
    };

    // More digits than a number of either kind holds.
    private static bool IsLongWhole(JsonElement value) => value.GetRawText() is { Length: > 15 } text && !text.AsSpan().ContainsAny(".eE");

    // Half of a pair is legal in JSON and no text in .NET, nor in SQLite.
    private static string WithoutLoneSurrogates(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase)) return json;
        var clean = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length;)
        {
            var length = json[at] == '\\' ? 2 : 1;
            if (Escape(json, at) is { } first && char.IsSurrogate(first))
            {
                var isPair = char.IsHighSurrogate(first) && Escape(json, at + 6) is { } second && char.IsLowSurrogate(second);
                length = isPair ? 12 : 6;
                clean.Append(isPair ? json.AsSpan(at, length) : Replacement);
            }
            else
            {
                length = Math.Min(length, json.Length - at);
                clean.Append(json, at, length);
            }

            at += length;
        }

        return clean.ToString();
    }

    private static char? Escape(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code) ? (char)code : null;
}
