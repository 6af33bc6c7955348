using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>A server may have put our own member into its <c>_meta</c>: ours must be the only one.</summary>
internal static class ForgedNote
{
    /// <summary>The object without the members that the gateway writes; the same bytes when there are none.</summary>
    public static byte[] Remove(ReadOnlySpan<byte> meta)
    {
        if (meta.IndexOf("mcp-gateway"u8) < 0 && !meta.Contains((byte)'\\')) return meta.ToArray();
        var reader = new Utf8JsonReader(meta, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var kept = new List<byte> { (byte)'{' };
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = MemberName.Of(ref reader);
            var isOurs = name is GuardrailNote.MetaKey || name is RefusedAnswer.MetaKey;
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            var end = EnvelopeReader.Value(ref reader).End;
            if (isOurs) continue;
            if (kept.Count > 1) kept.Add((byte)',');
            kept.AddRange(meta[start..end]);
        }

        kept.Add((byte)'}');
        return [.. kept];
    }
}
