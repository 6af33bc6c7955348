using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>Opens a legacy session with a server: <c>initialize</c>, its answer, <c>notifications/initialized</c>.</summary>
internal static class Handshake
{
    private static ReadOnlySpan<byte> Initialized => """{"jsonrpc":"2.0","method":"notifications/initialized"}"""u8;

    /// <param name="server">A server whose process runs.</param>
    /// <param name="client">The client's introduction, which is passed on: a server may ask it for what it declares.</param>
    /// <param name="limit">How long the server may take.</param>
    /// <param name="cancellationToken">Cancelled when the session ends.</param>
    /// <exception cref="ServerException">It answered with an error, or with something that is no introduction.</exception>
    public static void Open(ChildServer server, Introduction client, TimeSpan limit, CancellationToken cancellationToken)
    {
        var answer = server.Request(Methods.Initialize, Parameters(client), limit, cancellationToken);
        if (answer.Envelope.Kind == FrameKind.Error) throw new ServerException($"it refused to initialize: {Message(answer)}");
        var (version, capabilities) = Read(answer.Raw(answer.Envelope.Result));
        if (version is null || capabilities is null) throw new ServerException("its answer to initialize has no protocolVersion and capabilities");
        if (!ProtocolVersions.Supported.Contains(version))
        {
            throw new ServerException($"it speaks the protocol revision '{Printable.Line(version, 40)}', and the gateway speaks {string.Join(", ", ProtocolVersions.Supported)}");
        }

        server.HasTools = HasMember(capabilities, "tools"u8);
        server.Capabilities = capabilities;
        if (server.Outbox?.TrySend(Initialized) != true) throw new ServerException("it takes no messages");
    }

    /// <summary>The text of an error answer, unguarded.</summary>
    public static string Message(Frame answer)
    {
        var error = answer.Raw(answer.Envelope.Error);
        var reader = new JsonScanner(error);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = reader.TextEquals("message"u8);
            reader.Read();
            var isString = reader.TokenType == JsonTokenType.String;
            var value = reader.SkipValue();
            if (isMessage && isString) return Printable.Words(JsonText.Unescape(value.Of(error)));
        }

        return "(no message)";
    }

    private static (string? Version, byte[]? Capabilities) Read(ReadOnlySpan<byte> result)
    {
        var (version, capabilities) = ((string?)null, (byte[]?)null);
        var reader = new JsonScanner(result);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isVersion, isCapabilities) = (reader.TextEquals("protocolVersion"u8), reader.TextEquals("capabilities"u8));
            reader.Read();
            var type = reader.TokenType;
            var value = reader.SkipValue().Of(result);
            if (isVersion && type == JsonTokenType.String) version = JsonText.Unescape(value);
            if (isCapabilities && type == JsonTokenType.StartObject) capabilities = value.ToArray();
        }

        return (version, capabilities);
    }

    private static bool HasMember(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new JsonScanner(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.TextEquals(name)) return true;
            reader.Read();
            reader.Skip();
        }

        return false;
    }

    private static byte[] Parameters(Introduction client) =>
        [.. Encoding.UTF8.GetBytes($"{{\"protocolVersion\":\"{client.Version}\",\"capabilities\":"), .. client.Capabilities, .. ",\"clientInfo\":"u8, .. client.ClientInfo, (byte)'}'];
}
