using Gateway.Core.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>Refuses a request: a status, and a JSON-RPC error for people and clients to read. Nothing of the request is repeated but its id.</summary>
internal static class HttpRefusal
{
    public static Task Write(HttpContext context, int status, int code, string sentence, ReadOnlySpan<byte> id = default) =>
        Write(context, status, Answer.Error(id.IsEmpty ? Answer.NoId : id, code, sentence));

    /// <param name="context">The request.</param>
    /// <param name="status">What HTTP is told.</param>
    /// <param name="answer">One whole JSON-RPC error.</param>
    public static async Task Write(HttpContext context, int status, byte[] answer)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await response.Body.WriteAsync(answer, context.RequestAborted).ConfigureAwait(false);
    }
}
