using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Eras;

/// <summary>What a server needs of a client that the client has not declared, and the error for it (2026-07-28, error -32021).</summary>
internal static class MissingCapability
{
    /// <summary>What the client lacks to answer a request, as <c>data.requiredCapabilities</c> names it; null when it lacks nothing.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="parameters">Its raw params; may be empty.</param>
    /// <param name="client">Who would be asked.</param>
    public static string? Of(string method, ReadOnlySpan<byte> parameters, Introduction client) => method switch
    {
        Methods.SamplingCreateMessage => client.CanAnswer(method) ? null : """{"sampling":{}}""",
        Methods.RootsList => client.CanAnswer(method) ? null : """{"roots":{}}""",
        Methods.ElicitationCreate when JsonMembers.Text(parameters, "mode"u8) == "url" => client.CanShowUrl ? null : """{"elicitation":{"url":{}}}""",
        Methods.ElicitationCreate => client.CanAnswer(method) ? null : """{"elicitation":{}}""",
        _ => "{}", // nothing that any client could be asked in an answer
    };

    /// <summary>The same for all that a modern server asks in a result.</summary>
    public static string? OfAll(Frame frame, Introduction client)
    {
        var requests = JsonMembers.Members(JsonMembers.Raw(frame.Raw(frame.Envelope.Result), "inputRequests"u8));
        return requests.Select(request => Of(JsonMembers.Text(request.Value, "method"u8) ?? "", JsonMembers.Raw(request.Value, "params"u8), client)).FirstOrDefault(missing => missing is not null);
    }

    /// <param name="id">The raw id of the client's request.</param>
    /// <param name="required">What <see cref="Of"/> told.</param>
    public static byte[] Error(ReadOnlySpan<byte> id, string required) =>
    [
        .. "{\"jsonrpc\":\"2.0\",\"id\":"u8, .. id,
        .. Encoding.ASCII.GetBytes($",\"error\":{{\"code\":{ErrorCodes.MissingClientCapability},\"message\":\"The server needs a capability that the client has not declared.\",\"data\":{{\"requiredCapabilities\":{required}}}}}}}"),
    ];
}
