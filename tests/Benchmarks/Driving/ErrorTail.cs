namespace Benchmarks.Driving;

/// <summary>Keeps a process' standard error flowing and remembers its last line, which usually says why it ended.</summary>
internal sealed class ErrorTail
{
    private readonly Thread _reader;
    private volatile string? _last;

    public ErrorTail(StreamReader errors)
    {
        _reader = new Thread(() => Drain(errors)) { IsBackground = true };
        _reader.Start();
    }

    public string Describe()
    {
        _reader.Join(TimeSpan.FromMilliseconds(200)); // the line may still be on its way
        return _last is { } line ? $"; stderr: {line}" : "; nothing on stderr";
    }

    private void Drain(StreamReader errors)
    {
        try
        {
            while (errors.ReadLine() is { } line)
            {
                if (line.Length > 0)
                {
                    _last = line.Length > 200 ? line[..200] : line;
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The session is over.
        }
    }
}
