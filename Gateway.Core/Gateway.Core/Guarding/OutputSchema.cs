using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>A tool's <c>outputSchema</c>, asked one question: may a placeholder stand where something was masked?</summary>
/// <remarks>It answers no whenever it is not sure: the result then goes out as text.</remarks>
internal sealed class OutputSchema(byte[] json)
{
    // Keywords that a placeholder could break, or that need a whole validator to follow.
    private static readonly string[] Strict =
        ["pattern", "format", "enum", "const", "maxLength", "anyOf", "oneOf", "allOf", "not", "if", "$dynamicRef", "contentEncoding", "unevaluatedProperties", "dependentSchemas"];

    private readonly Lazy<JsonElement> _root = new(() => JsonDocument.Parse(json).RootElement);

    public bool Allows(ReadOnlySpan<byte> result, IReadOnlyList<Edit> edits)
    {
        var structured = StructuredContent(result);
        foreach (var edit in edits)
        {
            if (edit.Start < structured.Start || edit.End > structured.End) continue;
            if (edit.IsName || !AllowsAt(structured.Of(result), edit.Start - structured.Start)) return false;
        }

        return true;
    }

    private static Slice StructuredContent(ReadOnlySpan<byte> result)
    {
        var reader = new JsonScanner(result);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.TextEquals("structuredContent"u8);
            reader.Read();
            var value = reader.SkipValue();
            if (isIt) return value;
        }

        return default;
    }

    private bool AllowsAt(ReadOnlySpan<byte> content, int offset)
    {
        var schema = _root.Value;
        var reader = new JsonScanner(content);
        reader.Read();
        while (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (!TryResolve(ref schema)) return false;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            if (!Enter(ref reader, offset, out var name, out var index)) return false;
            if (isObject ? !TryProperty(ref schema, name) : !TryItem(ref schema, index)) return false;
        }

        return TryResolve(ref schema) && AllowsLeaf(schema, reader.TokenType);
    }

    // Moves the reader to the member or item that holds the offset.
    private static bool Enter(ref JsonScanner reader, int offset, out string name, out int index)
    {
        (name, index) = ("", -1);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = Encoding.UTF8.GetString(reader.ValueSpan);
                if (reader.IsEscaped) return false;
                reader.Read();
            }

            index++;
            var ahead = reader;
            ahead.Skip();
            if (offset < ahead.Consumed) return true;
            reader = ahead;
        }

        return false;
    }

    private bool TryResolve(ref JsonElement schema)
    {
        for (var hops = 0; hops < 16; hops++)
        {
            if (schema.ValueKind != JsonValueKind.Object) return false;
            if (HasAny(schema, Strict)) return false;
            if (!schema.TryGetProperty("$ref", out var reference)) return true;
            if (reference.ValueKind != JsonValueKind.String || !reference.GetString()!.StartsWith("#/", StringComparison.Ordinal)) return false;
            var target = _root.Value;
            foreach (var part in reference.GetString()![2..].Split('/'))
            {
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(part.Replace("~1", "/").Replace("~0", "~"), out target)) return false;
            }

            schema = target;
        }

        return false;
    }

    private static bool HasAny(JsonElement schema, string[] keywords)
    {
        foreach (var keyword in keywords)
        {
            if (schema.TryGetProperty(keyword, out _)) return true;
        }

        return false;
    }

    private static bool TryProperty(ref JsonElement schema, string name)
    {
        if (schema.TryGetProperty("patternProperties", out _)) return false;
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var property))
        {
            schema = property;
            return true;
        }

        if (!schema.TryGetProperty("additionalProperties", out var others) || others.ValueKind != JsonValueKind.Object) return false;
        schema = others;
        return true;
    }

    private static bool TryItem(ref JsonElement schema, int index)
    {
        if (schema.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array && index < prefix.GetArrayLength())
        {
            schema = prefix[index];
            return true;
        }

        if (!schema.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Object || schema.TryGetProperty("uniqueItems", out _)) return false;
        schema = items;
        return true;
    }

    // A masked string stays a string; a masked number becomes null.
    private static bool AllowsLeaf(JsonElement schema, JsonTokenType token)
    {
        var wanted = token == JsonTokenType.Number ? "null" : "string";
        if (!schema.TryGetProperty("type", out var type)) return false;
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => t.ValueEquals(wanted)) : type.ValueKind == JsonValueKind.String && type.ValueEquals(wanted);
    }
}
