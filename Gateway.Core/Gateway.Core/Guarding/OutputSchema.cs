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
        ["pattern", "format", "enum", "const", "maxLength", "minLength", "anyOf", "oneOf", "allOf", "not", "if", "$dynamicRef", "contentEncoding", "unevaluatedProperties", "unevaluatedItems",
        "dependentSchemas", "dependencies", "contains", "uniqueItems", "propertyNames", "additionalItems", "$recursiveRef", "extends", "disallow"];

    // Next to $ref these would have to be followed as well.
    private static readonly string[] Shaping = ["type", "properties", "patternProperties", "additionalProperties", "items", "prefixItems"];

    private static readonly JsonElement Anything = JsonElement.Parse("true"u8);

    private readonly Lazy<JsonElement> _root = new(() => JsonDocument.Parse(json).RootElement);

    public bool Allows(ReadOnlySpan<byte> result, IReadOnlyList<Edit> edits)
    {
        try
        {
            var copy = result.ToArray();
            return StructuredContents(copy).TrueForAll(structured => AllowsIn(structured, edits, copy));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Too deep to read, or a name that is no Unicode: the schema is a server's, and not understood is not allowed.
            return false;
        }
    }

    private bool AllowsIn(Slice structured, IReadOnlyList<Edit> edits, byte[] result)
    {
        foreach (var edit in edits)
        {
            if (edit.Start < structured.Start || edit.End > structured.End) continue;
            if (edit.IsName || !AllowsAt(structured.Of(result), edit.Start - structured.Start)) return false;
        }

        return true;
    }

    // More than one only when it is doubled, and then nobody knows which one counts.
    private static List<Slice> StructuredContents(ReadOnlySpan<byte> result)
    {
        var found = new List<Slice>();
        var reader = new JsonScanner(result);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.TextEquals("structuredContent"u8);
            reader.Read();
            var value = reader.SkipValue();
            if (isIt) found.Add(value);
        }

        return found;
    }

    private bool AllowsAt(ReadOnlySpan<byte> content, int offset)
    {
        var schema = _root.Value;
        var reader = new JsonScanner(content);
        reader.Read();
        while (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (schema.ValueKind is JsonValueKind.True) return true;
            if (!TryResolve(ref schema)) return false;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            if (!Enter(ref reader, offset, out var name, out var index)) return false;
            if (isObject ? !TryProperty(ref schema, name) : !TryItem(ref schema, index)) return false;
        }

        return schema.ValueKind is JsonValueKind.True || TryResolve(ref schema) && AllowsLeaf(schema, reader.TokenType);
    }

    // Moves the reader to the member or item that holds the offset.
    private static bool Enter(ref JsonScanner reader, int offset, out string name, out int index)
    {
        (name, index) = ("", -1);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.Text();
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
            if (HasAny(schema, Shaping) || reference.ValueKind != JsonValueKind.String) return false;
            var pointer = reference.GetString()!;
            if (pointer != "#" && !pointer.StartsWith("#/", StringComparison.Ordinal)) return false;
            var target = _root.Value;
            foreach (var part in pointer.Split('/').Skip(1))
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

        return TryOthers(ref schema, "additionalProperties");
    }

    private static bool TryItem(ref JsonElement schema, int index)
    {
        if (schema.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array && index < prefix.GetArrayLength())
        {
            schema = prefix[index];
            return true;
        }

        return TryOthers(ref schema, "items");
    }

    // What a schema does not mention may be anything.
    private static bool TryOthers(ref JsonElement schema, string keyword)
    {
        schema = schema.TryGetProperty(keyword, out var others) ? others : Anything;
        return schema.ValueKind is JsonValueKind.Object or JsonValueKind.True;
    }

    // A masked string stays a string; a masked number becomes null.
    private static bool AllowsLeaf(JsonElement schema, JsonTokenType token)
    {
        var wanted = token == JsonTokenType.Number ? "null" : "string";
        if (!schema.TryGetProperty("type", out var type)) return true;
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => t.ValueEquals(wanted)) : type.ValueKind == JsonValueKind.String && type.ValueEquals(wanted);
    }
}
