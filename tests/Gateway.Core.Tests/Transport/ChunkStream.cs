namespace Gateway.Core.Tests.Transport;

/// <summary>Gives its bytes in parts whose sizes the test decides, as a pipe may.</summary>
internal sealed class ChunkStream(byte[] bytes, Func<int> chunk) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var size = Math.Min(Math.Min(count, chunk()), bytes.Length - _at);
        bytes.AsSpan(_at, size).CopyTo(buffer.AsSpan(offset));
        _at += size;
        return size;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
