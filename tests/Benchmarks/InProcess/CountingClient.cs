using System.IO.Pipelines;
using Gateway.Core.Transport;

namespace Benchmarks.InProcess;

/// <summary>A client in the gateway's own process that allocates nothing itself: it writes requests and counts the lines that come back.</summary>
internal sealed class CountingClient : IByteWriter
{
    private readonly Pipe _requests = new();
    private readonly object _lock = new();
    private readonly Stream _input;
    private long _lines;
    private long _asked;

    public CountingClient()
    {
        _input = _requests.Writer.AsStream();
        Output = _requests.Reader.AsStream();
    }

    /// <summary>What the gateway reads.</summary>
    public Stream Output { get; }

    /// <summary>Sends a request and waits for one line.</summary>
    public void Ask(ReadOnlySpan<byte> request)
    {
        _input.Write(request);
        _input.Write("\n"u8);
        _input.Flush();
        _asked++;
        lock (_lock)
        {
            while (_lines < _asked) Monitor.Wait(_lock);
        }
    }

    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        var lines = bytes.Count((byte)'\n');
        lock (_lock)
        {
            _lines += lines;
            Monitor.PulseAll(_lock);
        }

        return bytes.Length;
    }

    public void Dispose() => _input.Dispose();
}
