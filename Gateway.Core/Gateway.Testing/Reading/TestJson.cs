using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Testing.Reading;

/// <summary>JSON as a test writes it: text, an anonymous object, or anything that the serializer knows.</summary>
internal static class TestJson
{
    // Readable as people write it: no \u0022 or \u003C where the wire has none.
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions AsOptions = new(AsWritten) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1024 };

    /// <summary>A JSON value; member names as they are written, null is an empty object.</summary>
    public static string Of(object? value, string what) => Write(value, what, AsWritten);

    /// <summary>A plugin's options: an anonymous object's <c>MaxLength</c> is written <c>max_length</c>, as options are.</summary>
    public static string OfOptions(object? value, string what) => Write(value, what, AsOptions);

    public static string Quote(string text) => System.Text.Encoding.UTF8.GetString(Core.Protocol.JsonText.Quote(text));

    public static JsonElement Parse(string json) => Parse(json, "the message");

    private static JsonElement Parse(string json, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new PluginTestException($"{what} is not valid JSON: {exception.Message}", exception);
        }
    }

    private static string Write(object? value, string what, JsonSerializerOptions options)
    {
        switch (value)
        {
            case null: return "{}";
            case JsonElement { ValueKind: JsonValueKind.Undefined }: return "{}";
            case JsonElement element: return element.GetRawText();
            case string text:
                Parse(text, what);
                return text;
            default: return JsonSerializer.Serialize(value, options);
        }
    }
}
