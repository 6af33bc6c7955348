using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Eras;

/// <summary>What becomes of a request's <c>_meta</c> on its way to a server of the other era.</summary>
internal static class RequestMeta
{
    private static readonly string[] OfModernRequests = ["protocolVersion", "clientInfo", "clientCapabilities", "logLevel"];

    /// <summary>Adds what a modern server needs in every request.</summary>
    /// <param name="frame">A legacy client's request.</param>
    /// <param name="members">The members to add, without braces.</param>
    /// <param name="progressToken">Takes the place of its progress token when the whole <c>_meta</c> gives way; the caller replaces it else.</param>
    /// <returns>The part of the frame that gives way, perhaps an empty one, and what takes its place.</returns>
    public static (Slice Target, byte[] Replacement) Add(Frame frame, ReadOnlySpan<byte> members, ReadOnlySpan<byte> progressToken = default)
    {
        var bytes = frame.Bytes;
        var envelope = frame.Envelope;
        // What it says under the same names is no business of a legacy client's: of two, a server might take its.
        if (envelope.Reserved.IsOfModernRequest) return (envelope.Meta, Joined(members, Strip(frame.Raw(envelope.Meta), progressToken)));
        if (envelope.Meta.IsPresent && bytes[envelope.Meta.Start] == '{') return Inside(bytes, envelope.Meta, members);
        if (envelope.Meta.IsPresent) return (envelope.Meta, [(byte)'{', .. members, (byte)'}']);
        byte[] meta = [.. "\"_meta\":{"u8, .. members, (byte)'}'];
        if (envelope.Params.IsPresent && bytes[envelope.Params.Start] == '{') return Inside(bytes, envelope.Params, meta);
        if (envelope.Params.IsPresent) return (new(envelope.Params.Start, 0), []); // a list, which has no place for it: the server refuses it
        if (JsonMembers.Find(bytes, "params"u8) is { IsPresent: true } nothing) return (nothing, [(byte)'{', .. meta, (byte)'}']); // null
        return (new(bytes.LastIndexOf((byte)'}'), 0), [.. ",\"params\":{"u8, .. meta, (byte)'}']);
    }

    /// <summary>The <c>_meta</c> without the members that only modern servers know; some legacy ones refuse them.</summary>
    /// <param name="meta">Raw <c>_meta</c> of a modern client's request.</param>
    /// <param name="progressToken">Takes the place of its progress token, when it has one.</param>
    public static byte[] Strip(ReadOnlySpan<byte> meta, ReadOnlySpan<byte> progressToken)
    {
        var kept = new MemoryStream();
        kept.WriteByte((byte)'{');
        var reader = new JsonScanner(meta);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (start, name) = (reader.TokenStart, reader.Text());
            var afterName = reader.Consumed;
            reader.Read();
            var value = reader.SkipValue();
            if (name.StartsWith("io.modelcontextprotocol/", StringComparison.Ordinal) && OfModernRequests.Contains(name[24..])) continue;
            if (kept.Length > 1) kept.WriteByte((byte)',');
            kept.Write(meta[start..afterName]);
            kept.Write(name == "progressToken" ? progressToken : value.Of(meta));
        }

        kept.WriteByte((byte)'}');
        return kept.ToArray();
    }

    private static byte[] Joined(ReadOnlySpan<byte> members, ReadOnlySpan<byte> meta) => [(byte)'{', .. members, .. meta.Length > 2 ? ","u8 : ""u8, .. meta[1..]];

    private static (Slice, byte[]) Inside(ReadOnlySpan<byte> bytes, Slice value, ReadOnlySpan<byte> members)
    {
        var isEmpty = bytes[(value.Start + 1)..(value.End - 1)].Trim(" \t\r\n"u8).IsEmpty;
        return (new(value.Start + 1, 0), isEmpty ? members.ToArray() : [.. members, (byte)',']);
    }
}
