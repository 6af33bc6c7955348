using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>The body of a request, whole, in a buffer of the shared pool.</summary>
internal static class RequestBody
{
    /// <exception cref="BadHttpRequestException">It is too large, too slow, or ends too early.</exception>
    public static async ValueTask<ArraySegment<byte>> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await ReadSomeAsync(reader, cancellationToken).ConfigureAwait(false);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var length = (int)read.Buffer.Length; // bounded by the server's limit
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
            read.Buffer.CopyTo(buffer);
            reader.AdvanceTo(read.Buffer.End);
            return new(buffer, 0, length);
        }
    }

    private static async ValueTask<ReadResult> ReadSomeAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // So Kestrel calls a chunk whose size is beyond its numbers.
            throw new BadHttpRequestException("a chunk has no size");
        }
    }

    /// <summary>Makes one line of valid JSON: line breaks can only stand between its tokens.</summary>
    public static void JoinLines(Span<byte> json) => json.ReplaceAny(LineBreaks, (byte)' ');

    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n"u8);
}
