using Gateway.Core.Home;

namespace Gateway.Core.Plugins;

/// <summary>A private folder for the copies of one gateway process, removed with it.</summary>
/// <remarks>
/// Beside the folder lies a lock file, held as long as the process lives, however it ends. A process id would not do: ids
/// are used again, and two containers that share a home know nothing of each other's.
/// </remarks>
internal sealed class ShadowFolder : IDisposable
{
    private readonly FileStream _lock;

    private ShadowFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>Makes a folder in <paramref name="root"/> and removes those of gateways that are gone.</summary>
    /// <exception cref="PluginException">The root can't be made private.</exception>
    public static ShadowFolder Create(string root)
    {
        try
        {
            root = System.IO.Path.GetFullPath(root);
            PrivateFolder.Secure(root);

            // The lock before the folder: a folder without a held lock is always a dead one. Another gateway's sweep can
            // get hold of a lock in the moment between its creation and its locking, so there is a second name to try.
            var path = System.IO.Path.Combine(root, Guid.NewGuid().ToString("N"));
            var held = Lock(path) ?? Lock(path = System.IO.Path.Combine(root, Guid.NewGuid().ToString("N"))) ?? throw new IOException("two new locks are taken");
            var shadow = new ShadowFolder(path, held);
            PrivateFolder.Secure(path);

            // A file system where a second lock succeeds (or locks that are switched off) proves nobody dead.
            if (LifeLock.IsHeld(path + ".lock")) SweepOthers(root, path);
            return shadow;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"the folder {root} for private copies of plugins can't be used ({exception.GetType().Name}); make it yours and writable", exception);
        }
    }

    public void Dispose()
    {
        TryDelete(Path);
        _lock.Dispose();
    }

    // Null when somebody holds it.
    private static FileStream? Lock(string path) => LifeLock.TryTake(path + ".lock");

    private static void SweepOthers(string root, string own)
    {
        foreach (var entry in Directory.GetFileSystemEntries(root))
        {
            var path = System.IO.Path.ChangeExtension(entry, null); // the folder and its lock, whichever is left
            if (path == own || !Guid.TryParseExact(System.IO.Path.GetFileName(path), "N", out _)) continue; // never delete what we did not make
            TrySweep(path);
        }
    }

    private static void TrySweep(string path)
    {
        try
        {
            using var dead = Lock(path);
            if (dead is not null) TryDelete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another gateway sweeps it at this moment.
        }
    }

    // Windows does not give up a DLL that is loaded; the next gateway sweeps it.
    private static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
