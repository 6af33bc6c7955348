using System.Buffers;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>An answer with an HTTP error, and the JSON-RPC error in it, if there is one.</summary>
internal sealed class Refusal
{
    private const int LongestBody = 1 << 20;

    private readonly byte[] _body;
    private readonly Slice _id;
    private readonly Slice _error;

    private Refusal(HttpStatusCode status, string? scope, byte[] body)
    {
        (Status, Scope, _body) = (status, scope, body);
        var frame = Frame.Of(body);
        var (id, error) = (JsonMembers.Find(body, "id"u8), JsonMembers.Find(body, "error"u8));

        // A number as its code tells it from the errors of OAuth and of web frameworks.
        if (error.IsPresent && Code(frame.Raw(error)) is not null) (_id, _error) = (id, error);
    }

    public HttpStatusCode Status { get; }

    /// <summary>The scopes that the account lacks, when the server says so (RFC 6750 §3.1, insufficient_scope).</summary>
    public string? Scope { get; }

    public bool IsJsonRpc => _error.IsPresent;

    public static async Task<Refusal> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var (pooled, length) = await BodyReader.ReadAsync(response.Content, LongestBody, cancellationToken).ConfigureAwait(false);
            var body = pooled[..length];
            ArrayPool<byte>.Shared.Return(pooled);
            return new(response.StatusCode, MissingScope.Of(response), body);
        }
        catch (Exception exception) when (exception is RemoteFault or IOException or HttpRequestException)
        {
            return new(response.StatusCode, MissingScope.Of(response), []); // the status says enough
        }
    }

    /// <summary>The session it was sent in is gone, so the message was not processed.</summary>
    /// <remarks>404 is the specification's word; many servers were built on an example that says 400 and -32000.</remarks>
    public bool IsSessionLost(McpSession session) => session.Id is not null && SaysSessionIsLost;

    /// <summary>The same for a session that has no id of its own.</summary>
    public bool SaysSessionIsLost => Status == HttpStatusCode.NotFound
        || (Status == HttpStatusCode.BadRequest && IsJsonRpc && Code(_error.Of(_body)) is -32000 or -32001 && _body.AsSpan().IndexOf("ession"u8) >= 0);

    /// <summary>The headers did not say what the body says (MCP 2026-07-28).</summary>
    public bool IsHeaderMismatch => IsJsonRpc && Code(_error.Of(_body)) == ErrorCodes.HeaderMismatch;

    /// <summary>The server's error as the answer to a request, whatever id it has.</summary>
    public byte[] AnswerTo(OutgoingMessage request) => _id.IsPresent
        ? [.. _body[.._id.Start], .. request.Id!, .. _body[_id.End..]]
        : [.. "{\"jsonrpc\":\"2.0\",\"id\":"u8, .. request.Id!, .. ",\"error\":"u8, .. _error.Of(_body), (byte)'}'];

    private static int? Code(ReadOnlySpan<byte> error) => int.TryParse(JsonMembers.Raw(error, "code"u8), out var code) ? code : null;
}
