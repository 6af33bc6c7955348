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
        var reader = new JsonScanner(meta);
        var kept = new List<byte> { (byte)'{' };
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.Text();
            var isOurs = name is GuardrailNote.MetaKey || name is RefusedAnswer.MetaKey;
            var start = reader.TokenStart;
            reader.Read();
            var end = reader.SkipValue().End;
            if (isOurs) continue;
            if (kept.Count > 1) kept.Add((byte)',');
            kept.AddRange(meta[start..end]);
        }

        kept.Add((byte)'}');
        return [.. kept];
    }
}
