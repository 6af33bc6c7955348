using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Tells the client in a result's <c>_meta</c> how much of which kind was found on the way in and out.</summary>
internal static class GuardrailNote
{
    public const string MetaKey = "mcp-gateway/guardrails";

    /// <summary>The result with the note, as new bytes; the envelope must be that of <paramref name="frame"/>.</summary>
    public static byte[] AddTo(Frame frame, FindingCounts findings)
    {
        var bytes = frame.Bytes;
        var envelope = frame.Envelope;
        byte[] note = [.. JsonText.Quote(MetaKey), (byte)':', .. findings.ToJson()];
        if (envelope.ResultMeta.IsPresent)
        {
            var without = ForgedNote.Remove(envelope.ResultMeta.Of(bytes));
            var isEmpty = without.AsSpan(1, without.Length - 2).Trim(" \t\r\n"u8).IsEmpty;
            return [.. bytes[..envelope.ResultMeta.Start], (byte)'{', .. note, .. isEmpty ? ""u8 : ","u8, .. without.AsSpan(1), .. bytes[envelope.ResultMeta.End..]];
        }

        if (Meta(frame.Raw(envelope.Result)) is { IsPresent: true } notAnObject)
        {
            var start = envelope.Result.Start + notAnObject.Start;
            return [.. bytes[..start], (byte)'{', .. note, (byte)'}', .. bytes[(start + notAnObject.Length)..]];
        }

        var inside = envelope.Result.Start + 1;
        var hasMembers = !bytes[inside..(envelope.Result.End - 1)].Trim(" \t\r\n"u8).IsEmpty;
        return [.. bytes[..inside], .. "\"_meta\":{"u8, .. note, (byte)'}', .. hasMembers ? ","u8 : ""u8, .. bytes[inside..]];
    }

    // Some servers write "_meta": null; a second _meta beside it would be lost or refused.
    private static Slice Meta(ReadOnlySpan<byte> result)
    {
        var reader = new JsonScanner(result);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMeta = reader.TextEquals("_meta"u8);
            reader.Read();
            var value = reader.SkipValue();
            if (isMeta) return value;
        }

        return default;
    }
}
