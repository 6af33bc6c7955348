using Gateway.Core.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>A request of the stateless era: its headers must say what its body says, or who looks only at one of them is deceived.</summary>
internal static class ModernRequest
{
    /// <summary>Whether a message is of that era: its header says so, or its body. In a legacy session nobody looks at that part of the body.</summary>
    public static bool Is(string? version, Frame frame, bool hasSession) =>
        version == ProtocolVersions.Modern || (!hasSession && frame.Envelope.Reserved.ProtocolVersion.IsPresent);

    /// <summary>Why it cannot be taken: the code and the sentence; null when it can.</summary>
    public static (int Code, string Sentence)? Fault(Frame frame, IHeaderDictionary headers)
    {
        var envelope = frame.Envelope;
        if (envelope.Kind is not (FrameKind.Request or FrameKind.Notification)) return (ErrorCodes.InvalidRequest, "Invalid request: a client of 2026-07-28 sends no responses.");
        if (headers[McpHeaders.Version].Count != 1) return Mismatch(McpHeaders.Version);
        if (envelope.Kind == FrameKind.Notification) return headers[McpHeaders.Method].Count > 0 && !Says(headers, McpHeaders.Method, JsonText.Unescape(frame.Raw(envelope.Method))) ? Mismatch(McpHeaders.Method) : null;

        var version = envelope.Reserved.ProtocolVersion;
        if (!version.IsPresent) return (ErrorCodes.InvalidParams, "Invalid params: '_meta' lacks io.modelcontextprotocol/protocolVersion.");
        if (!Says(headers, McpHeaders.Version, JsonText.TextOf(frame.Raw(version)))) return Mismatch(McpHeaders.Version);
        if (headers[McpHeaders.Version] != ProtocolVersions.Modern) return (ErrorCodes.UnsupportedProtocolVersion, "Unsupported protocol version");
        var method = JsonText.Unescape(frame.Raw(envelope.Method));
        if (!Says(headers, McpHeaders.Method, method)) return Mismatch(McpHeaders.Method);
        var name = method switch
        {
            Methods.ToolsCall or Methods.PromptsGet => envelope.Name,
            Methods.ResourcesRead => envelope.Uri,
            _ => default,
        };
        // One without a name has a fault of its own, which is told later.
        if (name.IsPresent && JsonText.TextOf(frame.Raw(name)) is { } said && !SaysEncoded(headers, McpHeaders.Name, said)) return Mismatch(McpHeaders.Name);
        if (!envelope.Reserved.ClientCapabilities.IsPresent || !JsonText.IsObject(frame.Raw(envelope.Reserved.ClientCapabilities))) return (ErrorCodes.InvalidParams, "Invalid params: '_meta' lacks io.modelcontextprotocol/clientCapabilities.");
        return null;
    }

    /// <summary>The headers that repeat arguments; null when there are none.</summary>
    public static Func<string, string?> Parameters(IHeaderDictionary headers)
    {
        // A copy: the connection's own are used again for its next request.
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in headers)
        {
            // What cannot be decoded agrees with nothing.
            if (name.StartsWith(McpHeaders.ParameterPrefix, StringComparison.OrdinalIgnoreCase)) parameters[name] = (values is [{ } only] ? HeaderValue.TextOf(only) : null) ?? "\0";
        }

        return parameters.GetValueOrDefault;
    }

    private static bool Says(IHeaderDictionary headers, string header, string? text) => headers[header] is [{ } only] && only == text;

    private static bool SaysEncoded(IHeaderDictionary headers, string header, string text) => headers[header] is [{ } only] && HeaderValue.TextOf(only) == text;

    private static (int Code, string Sentence) Mismatch(string header) =>
        (ErrorCodes.HeaderMismatch, $"Header mismatch: {header} is missing, or does not say what the body says.");
}
