using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Processes;

/// <summary>The last lines that a server wrote to stderr. Never logged as they are: they may hold secrets.</summary>
internal sealed class StderrTail
{
    private const int Size = 4096;
    private const int Lines = 8;
    private const int LongestWord = 256;

    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[Size];
    private readonly Signal _hasEnded = new();
    private int _length;
    private StderrLog? _log;

    /// <summary>Reads to the end, on a thread of its own: asynchronous pipes would load the sockets library at every start.</summary>
    public void Read(Stream stderr) => new Thread(() => ReadAll(stderr), 128 * 1024) { IsBackground = true, Name = "stderr" }.Start();

    /// <summary>From now on all of it goes to the log too, with what is still here of what came before.</summary>
    public void Follow(StderrLog log)
    {
        lock (_lock)
        {
            var kept = Kept();
            if (!kept.IsEmpty) log.Add(kept);
            _log = log;
        }

        if (_hasEnded.Wait(TimeSpan.Zero)) log.End();
    }

    /// <summary>Waits a little until the server's stderr is closed; a grandchild may hold it open.</summary>
    public void WaitForEnd(TimeSpan limit) => _hasEnded.Wait(limit);

    /// <summary>The last lines, oldest first, joined by " / "; empty when there were none.</summary>
    public string Text()
    {
        string text;
        lock (_lock) text = Encoding.UTF8.GetString(Kept());

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" / ", lines.TakeLast(Lines));
    }

    private ReadOnlySpan<byte> Kept()
    {
        // What fell out may have taken the first bytes of a character with it.
        var start = 0;
        while (_length == Size && start < 3 && (_bytes[start] & 0xC0) == 0x80) start++;
        // Nor half a word: the rest of a secret would not be found.
        var blank = _length == Size ? _bytes.AsSpan(start, LongestWord).IndexOfAny((byte)' ', (byte)'\n') : -1;
        if (blank >= 0) start += blank;
        return _bytes.AsSpan(start, _length - start);
    }

    private void ReadAll(Stream stderr)
    {
        var buffer = new byte[Size];
        try
        {
            int read;
            while ((read = stderr.Read(buffer, 0, buffer.Length)) > 0) Add(buffer.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone; what was read stays.
        }

        End();
    }

    /// <summary>There is no more.</summary>
    public void End()
    {
        StderrLog? log;
        lock (_lock) log = _log;
        _hasEnded.Set();
        log?.End();
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _log?.Add(bytes);
            if (bytes.Length > Size) bytes = bytes[^Size..];
            var kept = Math.Min(_length, Size - bytes.Length);
            _bytes.AsSpan(_length - kept, kept).CopyTo(_bytes);
            bytes.CopyTo(_bytes.AsSpan(kept));
            _length = kept + bytes.Length;
        }
    }
}
