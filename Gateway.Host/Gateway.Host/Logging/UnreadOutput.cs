using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Host.Logging;

/// <summary>Lines to a reader that may never read, as some clients do with our stderr: it keeps a little, then loses lines and says how many. Nobody waits for it.</summary>
internal sealed class UnreadOutput(IByteWriter writer)
{
    private const int MostKept = 64 * 1024;

    // A stream of Windows cannot tell whether it would wait.
    private static readonly bool MayWait = OperatingSystem.IsWindows();

    // An array and no list of bytes: that would be compiled at every start, for what hardly any client needs.
    private byte[] _kept = [];
    private int _length;
    private int _lost;

    /// <summary>Called by one thread at a time.</summary>
    public void Write(byte[] line)
    {
        Flush();
        if (_lost > 0 && _length < MostKept / 2)
        {
            Keep(Encoding.ASCII.GetBytes(FormattableString.Invariant($"({_lost} log line(s) were lost here, because nobody read them)\n")));
            _lost = 0;
            Flush();
        }

        if (_length == 0) Keep(line.AsSpan(Taken(line)));
        else if (_length + line.Length > MostKept) _lost++;
        else Keep(line);
    }

    /// <summary>Writes what is kept, as far as it is taken now.</summary>
    public void Flush()
    {
        if (_length == 0) return;
        var taken = Taken(_kept.AsSpan(0, _length));
        _length -= taken;
        _kept.AsSpan(taken, _length).CopyTo(_kept);
    }

    private int Taken(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var written = 0;
            while (written < bytes.Length && writer.Write(bytes[written..], MayWait) is > 0 and var now) written += now;
            return written;
        }
        catch (IOException)
        {
            return bytes.Length; // the client closed our stderr; that is no reason to end
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_kept.Length < _length + bytes.Length) Array.Resize(ref _kept, Math.Max(MostKept, _length + bytes.Length));
        bytes.CopyTo(_kept.AsSpan(_length));
        _length += bytes.Length;
    }
}
