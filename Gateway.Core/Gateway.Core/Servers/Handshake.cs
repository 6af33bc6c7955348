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
    public static async Task OpenAsync(ChildServer server, Introduction client, TimeSpan limit, CancellationToken cancellationToken)
    {
        var answer = await server.RequestAsync(Methods.Initialize, Parameters(client), limit, cancellationToken).ConfigureAwait(false);
        if (answer.Envelope.Kind == FrameKind.Error) throw new ServerException($"it refused to initialize: {Message(answer)}");
        using var document = JsonDocument.Parse(answer.Raw(answer.Envelope.Result).ToArray());
        var result = document.RootElement;
        if (result.ValueKind != JsonValueKind.Object
            || !result.TryGetProperty("protocolVersion", out var version) || version.ValueKind != JsonValueKind.String
            || !result.TryGetProperty("capabilities", out var capabilities) || capabilities.ValueKind != JsonValueKind.Object)
        {
            throw new ServerException("its answer to initialize has no protocolVersion and capabilities");
        }

        if (!ProtocolVersions.Supported.Contains(version.GetString()))
        {
            throw new ServerException($"it speaks the protocol revision '{Printable.Line(version.GetString()!, 40)}', and the gateway speaks {string.Join(", ", ProtocolVersions.Supported)}");
        }

        server.HasTools = capabilities.TryGetProperty("tools", out _);
        var info = result.TryGetProperty("serverInfo", out var serverInfo) ? Encoding.UTF8.GetBytes(serverInfo.GetRawText()) : null;
        server.Introduction = (Encoding.UTF8.GetBytes(capabilities.GetRawText()), info);
        if (server.Outbox?.TrySend(Initialized) != true) throw new ServerException("it takes no messages");
    }

    /// <summary>The text of an error answer, unguarded.</summary>
    public static string Message(Frame answer)
    {
        using var document = JsonDocument.Parse(answer.Raw(answer.Envelope.Error).ToArray());
        var error = document.RootElement;
        return error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? Printable.Line(message.GetString()!)
            : "(no message)";
    }

    private static byte[] Parameters(Introduction client) =>
        [.. Encoding.UTF8.GetBytes($"{{\"protocolVersion\":\"{client.Version}\",\"capabilities\":"), .. client.Capabilities, .. ",\"clientInfo\":"u8, .. client.ClientInfo, (byte)'}'];
}
