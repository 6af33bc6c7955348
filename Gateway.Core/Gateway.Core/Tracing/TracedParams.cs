using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tracing;

/// <summary>Where in a request's params are the members that a record tells.</summary>
internal readonly record struct TracedParams(Slice Arguments, Slice Name, Slice Uri, Slice TraceParent)
{
    public static TracedParams Read(ReadOnlySpan<byte> json)
    {
        var found = default(TracedParams);
        if (json.IsEmpty || json[0] != '{') return found;
        var reader = new JsonScanner(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isArguments, isName, isUri, isMeta) = (reader.TextEquals("arguments"u8), reader.TextEquals("name"u8), reader.TextEquals("uri"u8), reader.TextEquals("_meta"u8));
            reader.Read();
            var isString = reader.TokenType == JsonTokenType.String;
            var value = reader.SkipValue();
            if (isArguments) found = found with { Arguments = value };
            else if (isName && isString) found = found with { Name = value };
            else if (isUri && isString) found = found with { Uri = value };
            else if (isMeta) found = found with { TraceParent = Member(json, value, "traceparent"u8) };
        }

        return found;
    }

    /// <summary>The same params without what is too long to be kept.</summary>
    public static byte[] Shortened(ReadOnlySpan<byte> json)
    {
        var found = Read(json);
        byte[] name = found.Name.IsPresent ? [.. "\"name\":"u8, .. found.Name.Of(json), (byte)','] : [];
        byte[] uri = found.Uri.IsPresent ? [.. "\"uri\":"u8, .. found.Uri.Of(json), (byte)','] : [];
        byte[] parent = found.TraceParent.IsPresent ? [.. "\"traceparent\":"u8, .. found.TraceParent.Of(json)] : [];
        return [(byte)'{', .. name, .. uri, .. "\"_meta\":{"u8, .. parent, .. "}}"u8];
    }

    private static Slice Member(ReadOnlySpan<byte> json, Slice of, ReadOnlySpan<byte> name)
    {
        if (json[of.Start] != '{') return default;
        var reader = new JsonScanner(of.Of(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.TextEquals(name);
            reader.Read();
            var isString = reader.TokenType == JsonTokenType.String;
            var value = reader.SkipValue();
            if (isIt) return isString ? new(of.Start + value.Start, value.Length) : default;
        }

        return default;
    }
}
