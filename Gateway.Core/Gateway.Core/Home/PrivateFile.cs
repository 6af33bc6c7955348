using System.Diagnostics;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Core.Home;

/// <summary>Files in the gateway's home that only its user may read, changed whole and by one process at a time.</summary>
internal static class PrivateFile
{
    /// <summary>The rights of such a file, 0600.</summary>
    public const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{Printable.Line(path)} cannot be read ({exception.GetType().Name})");
        }
    }

    /// <summary>Puts the content into the place of the file, whole or not at all.</summary>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public static void Write(string path, byte[] content)
    {
        var next = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var file = Open(next, FileMode.Create, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{Printable.Line(path)} cannot be written ({exception.GetType().Name})");
        }
    }

    /// <summary>Waits until no other process holds the lock; the file stays, only its lock goes.</summary>
    /// <exception cref="ConfigurationException">Another process holds it for too long, or it cannot be made.</exception>
    public static FileStream Lock(string path)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                PrivateFolder.Create(Path.GetDirectoryName(path)!); // never null: a file in the home
                return Open(path, FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (clock.Elapsed < LongestWait && File.Exists(path)) // not there: it cannot be made, and that does not pass
            {
                Thread.Sleep(20);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"{Printable.Line(path)} cannot be locked ({exception.GetType().Name}); does another mcp-gateway hold it?");
            }
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
        return new(path, options);
    }
}
