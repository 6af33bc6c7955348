using System.Buffers;
using System.Text;
using Gateway.Core.Configuration;
using Gateway.Http.Streams;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>Writes a stream as server-sent events (HTML, "Server-sent events") until it is complete, or its client is gone.</summary>
internal static class EventResponse
{
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public static async Task WriteAsync(HttpContext context, ResponseStream stream, ResponseReader reader, bool hasIds, bool isPrimed)
    {
        var (response, aborted) = (context.Response, context.RequestAborted);
        response.ContentType = MediaTypes.Events;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // proxies hold events back otherwise
        var writer = response.BodyWriter;
        reader.CutOff = context.Abort;
        // So that a client which loses the connection now can come back for this stream.
        if (isPrimed) writer.Write(Encoding.ASCII.GetBytes($"id: {new EventId(stream.Number, 0)}\nretry: {GatewayDefaults.ReconnectDelay.TotalMilliseconds:0}\ndata: \n\n"));
        await response.StartAsync(aborted).ConfigureAwait(false);
        await writer.FlushAsync(aborted).ConfigureAwait(false);
        while (true)
        {
            stream.Take(reader, out var @event, out var fate);
            if (@event is not null)
            {
                if (hasIds) writer.Write(Encoding.ASCII.GetBytes($"id: {new EventId(stream.Number, @event.Sequence)}\n"));
                writer.Write("data: "u8);
                writer.Write(@event.Message);
                writer.Write("\n\n"u8);
                await writer.FlushAsync(aborted).ConfigureAwait(false);
                continue;
            }

            if (fate == StreamFate.Aborted)
            {
                context.Abort();
                throw new OperationCanceledException();
            }

            if (fate != StreamFate.Open) return;
            if (await stream.WaitAsync(reader, aborted).ConfigureAwait(false)) continue;
            writer.Write(":\n\n"u8);
            await writer.FlushAsync(aborted).ConfigureAwait(false);
        }
    }
}
