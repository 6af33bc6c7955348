using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>Asks a server for <c>server/discover</c>, which modern servers answer and legacy ones do not know.</summary>
internal static class Discovery
{
    public static OwnRequest Begin(ChildServer server) => server.Send(Methods.ServerDiscover, "{}"u8.ToArray());

    /// <summary>What the server says of itself; null when it is a legacy one.</summary>
    /// <exception cref="ServerException">It is a modern one that the gateway shares no revision with.</exception>
    public static ServerIntroduction? End(Frame answer)
    {
        if (answer.Envelope.Kind == FrameKind.Error)
        {
            var isModern = JsonMembers.Raw(answer.Raw(answer.Envelope.Error), "code"u8).SequenceEqual("-32022"u8);
            return isModern ? throw new ServerException($"it does not speak {ProtocolVersions.Modern}: {Handshake.Message(answer)}") : null;
        }

        var result = answer.Raw(answer.Envelope.Result);
        if (Handshake.Object(result, "capabilities"u8) is not { } capabilities) return null;
        var versions = JsonMembers.Items(JsonMembers.Raw(result, "supportedVersions"u8)).Select(raw => JsonText.Unescape(raw)).ToArray();
        if (!versions.Contains(ProtocolVersions.Modern)) return null;
        var info = Handshake.Object(JsonMembers.Raw(result, "_meta"u8), "io.modelcontextprotocol/serverInfo"u8);
        return new(ProtocolVersions.Modern, new(capabilities), info, JsonMembers.Text(result, "instructions"u8));
    }
}
