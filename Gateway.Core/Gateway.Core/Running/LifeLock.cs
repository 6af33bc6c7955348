namespace Gateway.Core.Running;

/// <summary>A file that is locked as long as its process lives, however that ends.</summary>
/// <remarks>A process id would not do: ids are used again, and two containers that share a home know nothing of each other's.</remarks>
internal static class LifeLock
{
    /// <summary>Null when another process has it, also for the moment of a look.</summary>
    public static FileStream? TryTake(string path)
    {
        // With these options the runtime tries again when the file that it has opened was deleted before it was locked.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = RunFolder.Own;
        try
        {
            return new(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Whether its process lives. Any number may look at once; when it cannot be told, it lives.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
