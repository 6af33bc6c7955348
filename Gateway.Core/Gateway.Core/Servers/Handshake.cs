using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>Opens a legacy session with a server: <c>initialize</c>, its answer, <c>notifications/initialized</c>.</summary>
internal static class Handshake
{
    private static ReadOnlySpan<byte> Initialized => """{"jsonrpc":"2.0","method":"notifications/initialized"}"""u8;

    /// <summary>Asks for a session.</summary>
    /// <param name="server">A server that can be written to.</param>
    /// <param name="client">The client's introduction, which is passed on: a server may ask it for what it declares.</param>
    public static OwnRequest Begin(ChildServer server, Introduction client)
    {
        var version = client.IsModern ? ProtocolVersions.LatestLegacy : client.Version;
        return server.Send(
            Methods.Initialize,
            [.. Encoding.UTF8.GetBytes($"{{\"protocolVersion\":\"{version}\",\"capabilities\":"), .. client.LegacyCapabilities, .. ",\"clientInfo\":"u8, .. client.ClientInfo, (byte)'}']);
    }

    /// <summary>Takes the answer, and tells the server that the session is open.</summary>
    /// <exception cref="ServerException">It is an error, or no introduction.</exception>
    public static ServerIntroduction End(ChildServer server, Frame answer)
    {
        if (answer.Envelope.Kind == FrameKind.Error) throw new ServerException($"it refused to initialize: {Message(answer)}");
        var result = answer.Raw(answer.Envelope.Result);
        var version = JsonMembers.Text(result, "protocolVersion"u8);
        if (version is null || Object(result, "capabilities"u8) is not { } capabilities) throw new ServerException("its answer to initialize has no protocolVersion and capabilities");
        if (!ProtocolVersions.Legacy.Contains(version))
        {
            throw new ServerException($"it speaks the protocol revision '{Printable.Line(version, 40)}', and the gateway speaks {string.Join(", ", ProtocolVersions.All)}");
        }

        if (server.Outbox?.TrySend(Initialized) != true) throw new ServerException("it takes no messages");
        return new(version, new(capabilities), Object(result, "serverInfo"u8), JsonMembers.Text(result, "instructions"u8));
    }

    /// <summary>The text of an error answer, unguarded.</summary>
    public static string Message(Frame answer) =>
        JsonMembers.Text(answer.Raw(answer.Envelope.Error), "message"u8) is { } message ? Printable.Words(message) : "(no message)";

    /// <summary>A member that is an object, raw; null when there is none.</summary>
    public static byte[]? Object(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var raw = JsonMembers.Raw(json, name);
        return JsonText.IsObject(raw) ? raw.ToArray() : null;
    }
}
