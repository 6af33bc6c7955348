namespace Gateway.Plugins.Jsonl.Files;

/// <summary>Keeps other gateways from writing to a file at the same time: an empty file beside it that is held open. The system lets go of it when a process ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <exception cref="IOException">Somebody else held it for too long, or it cannot be made.</exception>
    public static FileStream Enter(string path, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new(path, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException) && time.GetElapsedTime(begin) < Limit)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
