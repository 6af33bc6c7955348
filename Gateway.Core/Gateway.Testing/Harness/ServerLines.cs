using System.Text;

namespace Gateway.Testing.Harness;

/// <summary>Lines over a pair of streams; whole lines, from any thread.</summary>
internal sealed class ServerLines(Stream input, Stream output) : IDisposable
{
    private readonly StreamReader _reader = new(input, new UTF8Encoding(false));
    private readonly Lock _lock = new();

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> ReadAsync()
    {
        try
        {
            return await _reader.ReadLineAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return null; // the other side is gone
        }
    }

    /// <summary>Writes a line; nothing when the other side is gone.</summary>
    public bool Write(string line)
    {
        try
        {
            lock (_lock)
            {
                output.Write(Encoding.UTF8.GetBytes(line + "\n"));
                output.Flush();
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    public void CloseOutput()
    {
        lock (_lock) output.Dispose();
    }

    public void Dispose()
    {
        CloseOutput();
        _reader.Dispose();
    }
}
