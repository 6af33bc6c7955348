namespace Gateway.Core.Running;

/// <summary>The state of this process in the <see cref="RunFolder"/>. Readers see it whole; it is gone when the process ends.</summary>
internal sealed class RunFile(string path, string next, FileStream held) : IDisposable
{
    private byte[] _written = [];

    /// <summary>Puts the state into the place of the last one, unless it is the same.</summary>
    /// <exception cref="IOException">It cannot be written; or <see cref="UnauthorizedAccessException"/>.</exception>
    public void Write(byte[] state)
    {
        if (_written.AsSpan().SequenceEqual(state)) return;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = RunFolder.Own;
        using (var file = new FileStream(next, options)) file.Write(state);
        File.Move(next, path, overwrite: true);
        _written = state;
    }

    public void Dispose()
    {
        try
        {
            File.Delete(path);
            File.Delete(next);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next gateway sweeps it.
        }

        held.Dispose();
    }
}
