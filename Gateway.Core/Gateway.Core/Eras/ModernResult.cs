using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Eras;

/// <summary>Results as modern clients must get them: with <c>resultType</c>, and where they may be kept, for how long and for whom.</summary>
/// <remarks>Source: MCP 2026-07-28, basic, "Result Responses", and server/utilities/caching.</remarks>
internal static class ModernResult
{
    private static ReadOnlySpan<byte> ServerInfo => "\"io.modelcontextprotocol/serverInfo\":"u8;

    /// <summary>A result of the gateway's own, marked as complete and as the gateway's.</summary>
    /// <param name="result">A JSON object without <c>resultType</c> and <c>_meta</c>.</param>
    /// <param name="hints">For results that may be kept; null for all others.</param>
    public static byte[] Own(ReadOnlySpan<byte> result, CacheHints? hints = null) =>
    [
        .. "{\"resultType\":\"complete\","u8, .. Caching(hints), .. "\"_meta\":{"u8, .. ServerInfo, .. GatewayVersion.Info, (byte)'}', .. result.Length > 2 ? ","u8 : ""u8, .. result[1..],
    ];

    /// <summary>A legacy server's result, as bytes that take the place of the message.</summary>
    /// <param name="frame">The answer; its result is an object.</param>
    /// <param name="method">What it answers.</param>
    /// <param name="server">Who answered.</param>
    public static byte[] Complete(Frame frame, string method, ServerIntroduction? server)
    {
        if (frame.Envelope.ResultType.IsPresent || frame.Bytes[frame.Envelope.Result.Start] != '{') return frame.Bytes.ToArray();
        frame = WithoutOurs(frame, method, server);
        var bytes = frame.Bytes;
        var envelope = frame.Envelope;
        var start = envelope.Result.Start + 1;
        byte[] type = [.. "\"resultType\":\"complete\","u8, .. Caching(method == Methods.ResourcesRead ? CacheHints.None : null)];
        byte[] info = server?.ServerInfo is { } own ? [.. ServerInfo, .. own] : [];
        if (info.Length == 0) return [.. bytes[..start], .. Tidy(bytes, start, type), .. bytes[start..]];
        if (!envelope.ResultMeta.IsPresent) return [.. bytes[..start], .. Tidy(bytes, start, [.. type, .. "\"_meta\":{"u8, .. info, .. "},"u8]), .. bytes[start..]];
        var meta = envelope.ResultMeta.Start + 1;
        return [.. bytes[..start], .. type, .. bytes[start..meta], .. Tidy(bytes, meta, [.. info, (byte)',']), .. bytes[meta..]];
    }

    // What stands in it under the names of what is added: of two members, a reader might take the server's.
    private static Frame WithoutOurs(Frame frame, string method, ServerIntroduction? server)
    {
        var result = frame.Raw(frame.Envelope.Result);
        var isKept = method == Methods.ResourcesRead && (JsonMembers.Has(result, "ttlMs"u8) || JsonMembers.Has(result, "cacheScope"u8));
        var isNamed = server?.ServerInfo is not null && frame.Envelope.ResultMeta.IsPresent && JsonMembers.Has(frame.Raw(frame.Envelope.ResultMeta), "io.modelcontextprotocol/serverInfo"u8);
        if (!isKept && !isNamed) return frame;
        var members = JsonMembers.Members(result).Where(member => !isKept || member.Key is not ("ttlMs" or "cacheScope"))
            .Select(member => isNamed && member.Key == "_meta" ? new(member.Key, JsonMembers.Write(JsonMembers.Members(member.Value).Where(entry => entry.Key != "io.modelcontextprotocol/serverInfo"))) : member);
        var clean = Frame.Of([.. frame.Bytes[..frame.Envelope.Result.Start], .. JsonMembers.Write(members), .. frame.Bytes[frame.Envelope.Result.End..]]);
        EnvelopeReader.Read(clean, int.MaxValue);
        return clean;
    }

    private static byte[] Caching(CacheHints? hints) =>
        hints is { } h ? Encoding.ASCII.GetBytes($"\"ttlMs\":{h.TtlMs},\"cacheScope\":\"{(h.IsPublic ? "public" : "private")}\",") : [];

    // The comma that joins the members to those that follow, if any do.
    private static ReadOnlySpan<byte> Tidy(ReadOnlySpan<byte> bytes, int at, byte[] members) =>
        bytes[at..].TrimStart(" \t\r\n"u8)[0] == '}' ? members.AsSpan(0, members.Length - 1) : members;
}
