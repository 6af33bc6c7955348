using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>A server may have put our own member into its <c>_meta</c>: ours must be the only one.</summary>
internal static class ForgedNote
{
    private static readonly byte[] Note = Encoding.UTF8.GetBytes(GuardrailNote.MetaKey);
    private static readonly byte[] Refusal = Encoding.UTF8.GetBytes(RefusedAnswer.MetaKey);

    /// <summary>The object without the members that the gateway writes; the same bytes when there are none.</summary>
    public static byte[] Remove(ReadOnlySpan<byte> meta)
    {
        if (meta.IndexOf("mcp-gateway"u8) < 0 && !meta.Contains((byte)'\\')) return meta.ToArray();
        var reader = new JsonScanner(meta);
        var kept = new List<byte> { (byte)'{' };
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOurs = reader.TextEquals("mcp-gateway/guardrails"u8) || reader.TextEquals("mcp-gateway/blocked"u8);
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
