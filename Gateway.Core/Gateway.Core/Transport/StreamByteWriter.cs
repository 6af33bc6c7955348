namespace Gateway.Core.Transport;

/// <summary>Writes to any stream. It cannot tell whether a write would wait, so it writes on the writer thread only.</summary>
internal sealed class StreamByteWriter(Stream stream) : IByteWriter
{
    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        if (!mayWait) return 0;
        stream.Write(bytes);
        stream.Flush();
        return bytes.Length;
    }

    public void Dispose() => stream.Dispose();
}
