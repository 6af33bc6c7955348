using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Transport;

/// <summary>A peer in memory: it can be slow, full, or gone.</summary>
internal sealed class RecordingWriter : IByteWriter
{
    private readonly MemoryStream _taken = new();
    private readonly ManualResetEventSlim _open = new(true);

    /// <summary>How many bytes one write takes at most.</summary>
    public int Most { get; init; } = int.MaxValue;

    public volatile bool IsBroken;

    public bool IsDisposed { get; private set; }

    public int Writes { get; private set; }

    public string Text
    {
        get
        {
            lock (_taken) return Encoding.UTF8.GetString(_taken.ToArray());
        }
    }

    /// <summary>Until it opens, a write that may wait waits, and any other takes nothing.</summary>
    public void Close() => _open.Reset();

    public void Open() => _open.Set();

    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        if (IsBroken) throw new IOException("gone");
        if (!_open.IsSet && !mayWait) return 0;
        _open.Wait();
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (IsBroken) throw new IOException("gone");
        var size = Math.Min(Most, bytes.Length);
        lock (_taken)
        {
            _taken.Write(bytes[..size]);
            Writes++;
        }

        return size;
    }

    public void Dispose()
    {
        IsDisposed = true;
        _open.Set();
    }
}
