using System.Globalization;
using System.Text.Json;

namespace Gateway.Core.Configuration;

/// <summary>Reads a file's JSON into nodes. Reflection-free and one pass: it runs before the first server starts.</summary>
internal static class ConfigurationNodeReader
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 256,
    };

    /// <summary>Reads the whole file.</summary>
    /// <param name="file">Where the nodes stand.</param>
    /// <param name="isWanted">Which top-level members to keep: some clients keep megabytes of their own beside the servers.</param>
    public static ConfigurationNode Read(ConfigurationFile file, Func<string, bool> isWanted)
    {
        var utf8 = file.Utf8.Span;
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                throw new ConfigurationException($"{file.Place((int)reader.TokenStartIndex)}: the file must hold one JSON object, {{ … }}.");
            }

            var root = ReadNode(ref reader, file, null, "", isWanted);
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var offset = TextPosition.OffsetOf(utf8, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            // A container's own start counts one less.
            throw JsonFault.At(file, offset, isTooDeep: reader.CurrentDepth >= Options.MaxDepth - 1);
        }
        catch (InvalidOperationException)
        {
            // The reader accepts an escaped half of a surrogate pair and throws only when asked for the text.
            throw new ConfigurationException($"{file.Place((int)reader.TokenStartIndex)}: the text has half of a surrogate pair (\\ud800 … \\udfff).");
        }
    }

    private static ConfigurationNode ReadNode(
        ref Utf8JsonReader reader, ConfigurationFile file, ConfigurationNode? parent, string key, Func<string, bool>? isWanted = null)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = New(JsonValueKind.Object);
                while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    var nameStart = (int)reader.TokenStartIndex;
                    var name = reader.GetString() ?? "";
                    reader.Read();
                    var value = isWanted?.Invoke(name) is false ? Skip(ref reader, file, members, name) : ReadNode(ref reader, file, members, name);
                    members.Members.Add(new ConfigurationMember { File = file, Name = name, Start = nameStart, Value = value });
                }

                return Close(members, (int)reader.BytesConsumed);
            case JsonTokenType.StartArray:
                var items = New(JsonValueKind.Array);
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    var index = items.Items.Count.ToString(CultureInfo.InvariantCulture);
                    items.Items.Add(ReadNode(ref reader, file, items, $"[{index}]"));
                }

                return Close(items, (int)reader.BytesConsumed);
            case JsonTokenType.String:
                return New(JsonValueKind.String, (int)reader.BytesConsumed, reader.GetString());
            case JsonTokenType.Number:
                return New(JsonValueKind.Number, (int)reader.BytesConsumed, System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return New(JsonValueKind.True, (int)reader.BytesConsumed, "true");
            case JsonTokenType.False:
                return New(JsonValueKind.False, (int)reader.BytesConsumed, "false");
            default:
                return New(JsonValueKind.Null, (int)reader.BytesConsumed);
        }

        ConfigurationNode New(JsonValueKind kind, int end = 0, string? text = null) =>
            new() { File = file, Kind = kind, Start = start, End = end, Parent = parent, Key = key, Text = text };
    }

    private static ConfigurationNode Close(ConfigurationNode node, int end)
    {
        node.End = end;
        return node;
    }

    private static ConfigurationNode Skip(ref Utf8JsonReader reader, ConfigurationFile file, ConfigurationNode parent, string key)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new ConfigurationNode { File = file, Kind = JsonValueKind.Undefined, Start = start, End = (int)reader.BytesConsumed, Parent = parent, Key = key };
    }
}
