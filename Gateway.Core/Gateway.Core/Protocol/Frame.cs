namespace Gateway.Core.Protocol;

/// <summary>One JSON-RPC message as its UTF-8 bytes, without the line end, and its envelope.</summary>
/// <remarks>A reader fills the same frame again and again; whoever keeps one longer than the call takes a <see cref="Copy"/>.</remarks>
internal sealed class Frame
{
    public byte[] Buffer { get; private set; } = [];

    public int Start { get; private set; }

    public int Length { get; private set; }

    /// <summary>
    /// Of a server's message: the id, as the server knows it, of the request on whose response stream it came. Of a client's: the number of
    /// its HTTP request, on whose response the answer goes. 0 when there is no such thing.
    /// </summary>
    public long Parent { get; set; }

    /// <summary>Offsets are relative to <see cref="Bytes"/>.</summary>
    public Envelope Envelope;

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Start, Length);

    public static Frame Of(byte[] message)
    {
        var frame = new Frame();
        frame.Set(message, 0, message.Length);
        return frame;
    }

    public void Set(byte[] buffer, int start, int length, long parent = 0) => (Buffer, Start, Length, Parent) = (buffer, start, length, parent);

    public ReadOnlySpan<byte> Raw(Slice slice) => Bytes.Slice(slice.Start, slice.Length);

    public Frame Copy()
    {
        var copy = Of(Bytes.ToArray());
        (copy.Envelope, copy.Parent) = (Envelope, Parent);
        return copy;
    }
}
