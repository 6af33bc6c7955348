using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Single members of a JSON object, off the hot path.</summary>
internal static class JsonMembers
{
    /// <summary>Where the first member of that name has its value, in offsets of <paramref name="json"/>; absent when there is none, or no object.</summary>
    public static Slice Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new JsonScanner(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.TextEquals(name);
            reader.Read();
            var value = reader.SkipValue();
            if (isIt) return value;
        }

        return default;
    }

    /// <summary>The value of a member, raw; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var value = Find(json, name);
        return value.IsPresent ? value.Of(json) : default;
    }

    public static bool Has(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Find(json, name).IsPresent;

    /// <summary>The text of a member that is a string; null when there is none.</summary>
    public static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => JsonText.TextOf(Raw(json, name));

    /// <summary>The items of an array, raw; none when it is no array.</summary>
    public static IReadOnlyList<byte[]> Items(ReadOnlySpan<byte> json)
    {
        var items = new List<byte[]>();
        var reader = new JsonScanner(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return items;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(reader.SkipValue().Of(json).ToArray());
        return items;
    }

    /// <summary>The members of an object: names as text, values raw.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> Members(ReadOnlySpan<byte> json)
    {
        var members = new List<KeyValuePair<string, byte[]>>();
        var reader = new JsonScanner(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return members;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.Text();
            reader.Read();
            members.Add(new(name, reader.SkipValue().Of(json).ToArray()));
        }

        return members;
    }

    /// <summary>An object of members whose values are JSON already.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> members)
    {
        var json = new MemoryStream();
        json.WriteByte((byte)'{');
        foreach (var (name, value) in members)
        {
            if (json.Length > 1) json.WriteByte((byte)',');
            json.Write(JsonText.Quote(name));
            json.WriteByte((byte)':');
            json.Write(value);
        }

        json.WriteByte((byte)'}');
        return json.ToArray();
    }
}
