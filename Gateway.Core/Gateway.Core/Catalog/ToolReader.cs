using System.Text;
using System.Text.Json;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Catalog;

/// <summary>Reads the entries of a server's tools. One odd tool costs only itself.</summary>
internal static class ToolReader
{
    /// <summary>A tool from its guarded entry; null when it has no name to call it by.</summary>
    public static Tool? Read(byte[] entry, string server, string session, ExposedNames names)
    {
        var reader = new JsonScanner(entry);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        Slice name = default, schema = default;
        var (isReadOnly, isIdempotent) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isSchema, isAnnotations) =
                (reader.TextEquals("name"u8), reader.TextEquals("outputSchema"u8), reader.TextEquals("annotations"u8));
            reader.Read();
            var isString = reader.TokenType == JsonTokenType.String;
            var value = reader.SkipValue();
            if (isName && (name.IsPresent || !isString)) return null; // doubled: two readers could call it differently
            if (isName) name = value;
            if (isSchema) schema = value;
            if (isAnnotations) (isReadOnly, isIdempotent) = (Hints(value.Of(entry), "readOnlyHint"u8), Hints(value.Of(entry), "idempotentHint"u8));
        }

        if (!name.IsPresent || name.Length <= 2) return null;
        var own = JsonText.Unescape(name.Of(entry));
        if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(own)) != own) return null; // half of a surrogate pair: as UTF-8 it would equal other names
        var exposed = names.Of(server, own);
        var (request, answer) = Tool.Infos(server, own, session);
        return new()
        {
            Server = server,
            Name = own,
            ExposedName = exposed,
            RawName = name.Of(entry).ToArray(),
            Json = exposed == own ? entry : [.. entry[..name.Start], .. JsonText.Quote(exposed), .. entry[name.End..]],
            IsReadOnly = isReadOnly,
            IsRepeatable = isReadOnly || isIdempotent,
            OutputSchema = schema.IsPresent ? new OutputSchema(schema.Of(entry).ToArray()) : null,
            Request = request,
            Answer = answer,
        };
    }

    private static bool Hints(ReadOnlySpan<byte> annotations, ReadOnlySpan<byte> name)
    {
        var reader = new JsonScanner(annotations);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHint = reader.TextEquals(name);
            reader.Read();
            if (isHint) return reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }

        return false;
    }
}
