using System.Text;

namespace Gateway.Core.Servers.Processes;

/// <summary>Cuts what a server writes to stderr into lines, and lets through no more of them than anybody could want to read.</summary>
/// <remarks>What is too much is counted and forgotten at once: a flood costs one look at each block of it, and no memory.</remarks>
internal sealed class StderrLines(TimeProvider time)
{
    private const int LongestLine = 4096;
    private const int LongestWord = 256;

    /// <summary>Bytes that may come at once, and how many more each second.</summary>
    public const int Burst = 64 * 1024;
    public const int PerSecond = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly byte[] _line = new byte[LongestLine];
    private List<string> _lines = [];
    private double _allowance = Burst;
    private long _lastLook = time.GetTimestamp();
    private int _length;
    private bool _isCut;
    private long _dropped;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Refill();
            while (!bytes.IsEmpty)
            {
                if (_allowance < 1 && _length == 0)
                {
                    bytes = Drop(bytes);
                    continue;
                }

                var end = bytes.IndexOf((byte)'\n');
                Append(end < 0 ? bytes : bytes[..end]);
                if (end >= 0) Complete();
                bytes = end < 0 ? [] : bytes[(end + 1)..];
            }
        }
    }

    /// <summary>There is no more: what has no line end is a line too.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_length > 0) Complete();
        }
    }

    /// <summary>The lines since the last time, and how many were left out.</summary>
    public (IReadOnlyList<string> Lines, long Dropped) Take()
    {
        lock (_lock)
        {
            var taken = (_lines, _dropped);
            (_lines, _dropped) = ([], 0);
            return taken;
        }
    }

    public bool HasAny
    {
        get
        {
            lock (_lock) return _lines.Count > 0 || _dropped > 0;
        }
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        _allowance = Math.Min(Burst, _allowance + (time.GetElapsedTime(_lastLook, now).TotalSeconds * PerSecond));
        _lastLook = now;
    }

    // All whole lines; of what is behind the last one it can't be told yet what it will be.
    private ReadOnlySpan<byte> Drop(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOf((byte)'\n');
        if (last < 0)
        {
            Append(bytes);
            return [];
        }

        _dropped += bytes[..last].Count((byte)'\n') + 1;
        return bytes[(last + 1)..];
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        var kept = part[..Math.Min(part.Length, LongestLine - _length)];
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
        _isCut |= kept.Length < part.Length;
    }

    private void Complete()
    {
        if (_allowance < 1) _dropped++;
        else if (_length > 0) _lines.Add(Text());
        _allowance -= _length + 1;
        (_length, _isCut) = (0, false);
    }

    // Not half a word at the cut: the rest of a secret would not be found.
    private string Text()
    {
        if (!_isCut) return Encoding.UTF8.GetString(_line, 0, _length).TrimEnd('\r');
        var blank = _line.AsSpan(_length - LongestWord, LongestWord).LastIndexOf((byte)' ');
        return Encoding.UTF8.GetString(_line, 0, _length - LongestWord + Math.Max(0, blank)) + " …";
    }
}
