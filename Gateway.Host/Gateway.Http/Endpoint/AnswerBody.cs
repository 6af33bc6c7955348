using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>Writes an answer in pieces, each of which the client must take in time: one that is not read would be kept for ever.</summary>
internal static class AnswerBody
{
    private const int Piece = 65_536;

    /// <exception cref="OperationCanceledException">The client is gone, or is taken for gone.</exception>
    public static async ValueTask WriteAsync(HttpContext context, ReadOnlyMemory<byte> answer, TimeSpan limit)
    {
        var (writer, aborted) = (context.Response.BodyWriter, context.RequestAborted);
        while (answer.Length > Piece)
        {
            var written = writer.WriteAsync(answer[..Piece], aborted);
            answer = answer[Piece..];
            if (written.IsCompletedSuccessfully)
            {
                _ = written.Result;
                continue;
            }

            try
            {
                await written.AsTask().WaitAsync(limit, TimeProvider.System, aborted).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                context.Abort();
                return;
            }
        }

        await writer.WriteAsync(answer, aborted).ConfigureAwait(false);
    }
}
