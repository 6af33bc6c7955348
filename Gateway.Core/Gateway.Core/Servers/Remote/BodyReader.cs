using System.Buffers;
using System.Net.Http;

namespace Gateway.Core.Servers.Remote;

/// <summary>Reads a whole body into a buffer of the shared pool, up to a limit.</summary>
internal static class BodyReader
{
    private const int First = 4 * 1024;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF]; // a byte order mark is no JSON

    /// <returns>The buffer and how much of it is the body; the caller gives it back.</returns>
    /// <exception cref="RemoteFault">It is over the limit.</exception>
    public static async ValueTask<(byte[] Pooled, int Length)> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        var expected = content.Headers.ContentLength;
        if (expected > limit) throw HttpFaults.TooLong(limit);
        // One more than expected: the read that finds the end needs room too. A length that is only claimed gets no memory.
        var buffer = ArrayPool<byte>.Shared.Rent(expected is { } known ? (int)Math.Min(known + 1, 1 << 20) : First);
        var length = 0;
        try
        {
            using var stream = content.ReadAsStream(cancellationToken); // opens it, and reads nothing
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length > limit) throw HttpFaults.TooLong(limit);
                if (length == buffer.Length) buffer = Grow(buffer, length);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        if (!buffer.AsSpan(0, length).StartsWith(Mark)) return (buffer, length);
        Buffer.BlockCopy(buffer, Mark.Length, buffer, 0, length - Mark.Length);
        return (buffer, length - Mark.Length);
    }

    /// <summary>The same content in twice the room.</summary>
    public static byte[] Grow(byte[] pooled, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(First, (int)Math.Min(pooled.Length * 2L, Array.MaxLength)));
        Buffer.BlockCopy(pooled, 0, larger, 0, length);
        if (pooled.Length > 0) ArrayPool<byte>.Shared.Return(pooled);
        return larger;
    }
}
