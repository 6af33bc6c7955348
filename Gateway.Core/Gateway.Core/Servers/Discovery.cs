using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>Asks a server for <c>server/discover</c>, which modern servers answer and legacy ones do not know.</summary>
internal static class Discovery
{
    public static OwnRequest Begin(ChildServer server) => server.Send(Methods.ServerDiscover, "{}"u8.ToArray());

    /// <summary>Whether the server refused the revision and names it among those that it speaks: some say so once.</summary>
    public static bool IsToBeRepeated(Frame answer) => Supported(answer)?.Contains(ProtocolVersions.Modern) ?? false;

    /// <summary>What the server says of itself; null when it is a legacy one.</summary>
    /// <exception cref="ServerException">It is a modern one that the gateway shares no revision with.</exception>
    public static ServerIntroduction? End(Frame answer)
    {
        if (answer.Envelope.Kind == FrameKind.Error)
        {
            // It takes requests that stand alone, but of another revision; it may know initialize too.
            if (Supported(answer) is not { } supported || supported.Intersect(ProtocolVersions.Legacy).Any()) return null;
            throw new ServerException($"it speaks {string.Join(", ", supported.Select(version => Printable.Line(version, 40)))}, and the gateway speaks {string.Join(", ", ProtocolVersions.All)}");
        }

        var result = answer.Raw(answer.Envelope.Result);
        if (Handshake.Object(result, "capabilities"u8) is not { } capabilities) return null;
        if (!Texts(JsonMembers.Raw(result, "supportedVersions"u8)).Contains(ProtocolVersions.Modern)) return null;
        var info = Handshake.Object(JsonMembers.Raw(result, "_meta"u8), "io.modelcontextprotocol/serverInfo"u8);
        return new(ProtocolVersions.Modern, new(capabilities), info, JsonMembers.Text(result, "instructions"u8));
    }

    // The revisions that an UnsupportedProtocolVersionError names; null for every other answer.
    private static string[]? Supported(Frame answer)
    {
        if (answer.Envelope.Kind != FrameKind.Error) return null;
        var error = answer.Raw(answer.Envelope.Error);
        return JsonMembers.Raw(error, "code"u8).SequenceEqual("-32022"u8) ? Texts(JsonMembers.Raw(JsonMembers.Raw(error, "data"u8), "supported"u8)) : null;
    }

    private static string[] Texts(ReadOnlySpan<byte> array) => [.. JsonMembers.Items(array).Select(raw => JsonText.TextOf(raw)).OfType<string>()];
}
