using System.Globalization;
using System.Text.Json;
using Gateway.Core.Configuration;

namespace Gateway.Core.Protocol;

/// <summary>The arguments of a tool that HTTP repeats in headers, by the <c>x-mcp-header</c> of its input schema.</summary>
internal sealed class ParameterHeaders
{
    // Data in a schema, not schemas: a member of this name means nothing there.
    private static readonly string[] Data = ["default", "examples", "enum", "const"];

    private readonly List<(string Header, string[] Path, bool IsInteger)> _parameters = [];
    private bool _isValid = true;

    public bool IsEmpty => _parameters.Count == 0;

    private const string Prefix = "Mcp-Param-";

    private static ReadOnlySpan<byte> Annotation => "x-mcp-header"u8;

    /// <summary>Reads an input schema; null when an annotation breaks the rules, and with it the tool.</summary>
    public static ParameterHeaders? Of(ReadOnlySpan<byte> inputSchema)
    {
        var headers = new ParameterHeaders();
        if (inputSchema.IndexOf(Annotation) >= 0) headers.Read(inputSchema, [], isReachable: true);
        return headers._isValid ? headers : null;
    }

    /// <summary>The headers of a call with these arguments. A value that is absent or null has none.</summary>
    public IEnumerable<KeyValuePair<string, string>> For(byte[] message, Slice arguments)
    {
        foreach (var (header, path, _) in _parameters)
        {
            if (Find(arguments.Of(message), path) is { } value) yield return new(Prefix + header, HeaderValue.Of(value));
        }
    }

    /// <summary>The first header that says something else than the arguments of a call; null when all agree.</summary>
    /// <param name="arguments">The call's arguments, raw; empty for none.</param>
    /// <param name="headers">The text of a header, decoded; null when there is none.</param>
    public string? Contradicting(ReadOnlySpan<byte> arguments, Func<string, string?> headers)
    {
        foreach (var (header, path, isInteger) in _parameters)
        {
            var value = arguments.IsEmpty ? null : Find(arguments, path);
            if (headers(Prefix + header) is var said && said != value && !(isInteger && AreEqual(value, said))) return Prefix + header;
        }

        return null;
    }

    private void Read(ReadOnlySpan<byte> schema, string[] path, bool isReachable)
    {
        var reader = new JsonScanner(schema);
        if (!reader.Read()) return;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Read(reader.SkipValue().Of(schema), path, isReachable: false);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject) return;
        var (header, isPrimitive, isInteger) = (default(Slice), false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.Text();
            reader.Read();
            var value = reader.SkipValue();
            if (name == "x-mcp-header") header = value;
            else if (name == "type") (isPrimitive, isInteger) = (IsPrimitive(value.Of(schema)), value.Of(schema).IndexOf("\"integer\""u8) >= 0);
            else if (name == "properties") ReadProperties(value.Of(schema), path, isReachable);
            else if (!Data.Contains(name)) Read(value.Of(schema), path, isReachable: false);
        }

        if (header.IsPresent) Add(header.Of(schema), path, isInteger, isReachable && isPrimitive && path.Length > 0);
    }

    private void ReadProperties(ReadOnlySpan<byte> properties, string[] path, bool isReachable)
    {
        var reader = new JsonScanner(properties);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.Text();
            reader.Read();
            Read(reader.SkipValue().Of(properties), [.. path, name], isReachable);
        }
    }

    private void Add(ReadOnlySpan<byte> raw, string[] path, bool isInteger, bool isAllowed)
    {
        var name = raw[0] == '"' ? JsonText.Unescape(raw) : "";
        _isValid &= isAllowed && RemoteHeaders.IsToken(name) && !_parameters.Exists(other => other.Header.Equals(name, StringComparison.OrdinalIgnoreCase));
        _parameters.Add((name, path, isInteger));
    }

    // "number" is not: its text would not be the same everywhere. null beside a primitive type only says that it may be left out.
    private static bool IsPrimitive(ReadOnlySpan<byte> type)
    {
        var count = 0;
        var reader = new JsonScanner(type);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String || reader.TextEquals("null"u8)) continue;
            if (!reader.TextEquals("string"u8) && !reader.TextEquals("integer"u8) && !reader.TextEquals("boolean"u8)) return false;
            count++;
        }

        return count > 0;
    }

    private static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<string> path)
    {
        var reader = new JsonScanner(json);
        if (!reader.Read()) return null;
        if (path.IsEmpty) return Text(reader, json);
        if (reader.TokenType != JsonTokenType.StartObject) return null;
        string? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.Text() == path[0];
            reader.Read();
            var value = reader.SkipValue();
            if (isIt) found = Find(value.Of(json), path[1..]); // the last one counts, as for most servers
        }

        return found;
    }

    private static string? Text(JsonScanner value, ReadOnlySpan<byte> json) => value.TokenType switch
    {
        JsonTokenType.String => value.Text(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Number(System.Text.Encoding.ASCII.GetString(json.Trim(" \t\r\n"u8))),
        _ => null,
    };

    // Numbers by their value: a client may write 42.0 where the other place has 42.
    private static bool AreEqual(string? number, string? other) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var one) && decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var two) && one == two;

    // 42.0 and 4.2e1 are the integer 42, and decimal is how a header has it.
    private static string Number(string raw) =>
        !raw.AsSpan().ContainsAny('.', 'e', 'E') || !decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number != decimal.Truncate(number)
            ? raw
            : decimal.Truncate(number).ToString(CultureInfo.InvariantCulture);
}
