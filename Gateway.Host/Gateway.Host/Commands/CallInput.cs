using System.Text;
using System.Text.Json;

namespace Gateway.Host.Commands;

/// <summary>The arguments of a call, in one of the ways the command line can give them.</summary>
internal sealed record CallInput(IReadOnlyList<string> Pairs, string? Json, string? File)
{
    /// <exception cref="UsageException">They are given twice, or cannot be read.</exception>
    public void Check()
    {
        if ((Pairs.Count > 0 ? 1 : 0) + (Json is null ? 0 : 1) + (File is null ? 0 : 1) > 1) throw new UsageException("give the arguments in one way: key=value pairs, --json or --json-file");
        foreach (var pair in Pairs)
        {
            if (pair.IndexOf('=') < 1) throw new UsageException($"'{pair}' is no key=value pair; write for example path=notes.txt, or use --json");
        }

        if (Pairs.Select(Key).GroupBy(key => key).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new UsageException($"the argument '{twice.Key}' is given twice");
        if (Json is not null || File is not null) Object();
    }

    /// <summary>The arguments as a JSON object; <paramref name="tool"/> is its entry of the listing, undefined when it is unknown.</summary>
    public string ToJson(JsonElement tool)
    {
        if (Json is not null || File is not null) return Object();
        var members = Pairs.Select(pair => $"{Quote(Key(pair))}:{Value(pair[(pair.IndexOf('=') + 1)..], Key(pair), tool)}");
        return $"{{{string.Join(',', members)}}}";
    }

    private static string Key(string pair) => pair[..pair.IndexOf('=')];

    private static string Quote(string text) => Encoding.UTF8.GetString(Core.Protocol.JsonText.Quote(text));

    private string Object()
    {
        var (text, source) = (Json, "--json");
        if (File is not null)
        {
            source = File;
            try
            {
                text = System.IO.File.ReadAllText(File);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"the file {File} cannot be read ({exception.GetType().Name})");
            }
        }

        try
        {
            using var document = JsonDocument.Parse(text!, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Compact(document.RootElement);
            throw new UsageException($"{source} must hold a JSON object, for example {{\"path\":\"notes.txt\"}}");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{source} is not valid JSON (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1})");
        }
    }

    // One line: a line break ends a message.
    private static string Compact(JsonElement element)
    {
        var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output)) element.WriteTo(writer);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    // What the schema calls a string stays one; the rest is JSON as it is written.
    private static string Value(string text, string key, JsonElement tool)
    {
        if (TypeOf(key, tool) is null or "string") return Quote(text);
        try
        {
            using var value = JsonDocument.Parse(text);
            return Compact(value.RootElement);
        }
        catch (JsonException)
        {
            return Quote(text); // the server says what it wants better than we can
        }
    }

    private static string? TypeOf(string key, JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("inputSchema", out var schema)
        && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties)
        && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(key, out var property)
        && property.ValueKind == JsonValueKind.Object && property.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;
}
