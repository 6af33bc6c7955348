using Gateway.Core.Home;

namespace Gateway.Core.Running;

/// <summary>The folder in which every running gateway keeps what it is doing.</summary>
/// <param name="path">It need not exist.</param>
/// <param name="neighbours">Other folders of the home: whoever enters sweeps them too.</param>
internal sealed class RunFolder(string path, params IReadOnlyList<string> neighbours)
{
    private const string StateSuffix = ".json";
    private const string NextSuffix = ".new";
    private const string LockSuffix = ".lock";
    private const int LargestState = 4 * 1024 * 1024;

    public string Path { get; } = path;

    /// <summary>Makes a place for this process, and removes what is left of gateways that are gone.</summary>
    /// <exception cref="IOException">It cannot be had; or <see cref="UnauthorizedAccessException"/>.</exception>
    public RunFile Enter()
    {
        PrivateFolder.Secure(Path);
        // In the moment between the creation of a lock and its locking, another gateway's sweep may have it: then there is a second name to try.
        var held = Take(out var id) ?? Take(out id) ?? throw new IOException("two new locks are taken");
        if (!LifeLock.IsHeld(PathOf(id, LockSuffix)))
        {
            held.Dispose();
            throw new IOException("the file system has no locks"); // nobody could tell us from a gateway that is gone
        }

        Sweep();
        StrayFiles.Sweep(neighbours, TimeProvider.System.GetUtcNow());
        return new(PathOf(id, StateSuffix), PathOf(id, NextSuffix), held);
    }

    /// <summary>The gateways that run, oldest first. What is left of others is removed, as far as it can be.</summary>
    public IReadOnlyList<RunningGateway> Read()
    {
        Sweep();
        return [.. Ids().Select(Read).OfType<RunningGateway>().OrderBy(gateway => gateway.Started).ThenBy(gateway => gateway.Id, StringComparer.Ordinal)];
    }

    private FileStream? Take(out string id) => LifeLock.TryTake(PathOf(id = Guid.NewGuid().ToString("N"), LockSuffix));

    private string PathOf(string id, string suffix) => System.IO.Path.Combine(Path, id + suffix);

    private IEnumerable<string> Ids()
    {
        try
        {
            // Never touch what we did not make.
            return Directory.GetFiles(Path).Select(System.IO.Path.GetFileNameWithoutExtension).OfType<string>().Where(name => Guid.TryParseExact(name, "N", out _)).Distinct();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private RunningGateway? Read(string id)
    {
        var state = PathOf(id, StateSuffix);
        try
        {
            if (!LifeLock.IsHeld(PathOf(id, LockSuffix)) || new FileInfo(state).Length > LargestState) return null;
            return RunningJson.Read(File.ReadAllBytes(state)) is { } gateway ? gateway with { Id = id } : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it has just ended, or has not written yet
        }
    }

    private void Sweep()
    {
        foreach (var id in Ids())
        {
            var locked = PathOf(id, LockSuffix);
            if (File.Exists(PathOf(id, StateSuffix)) || File.Exists(PathOf(id, NextSuffix)))
            {
                // A gateway writes only under its lock, and an id is never used again: without the lock it is gone for good.
                // Looked at and not taken: another command must not see our lock and believe that it lives.
                if (!LifeLock.IsHeld(locked)) Delete(id);
            }
            else
            {
                // Taken, because it may be about to be locked by a gateway that starts.
                TryTake(locked)?.Dispose();
            }
        }
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return LifeLock.TryTake(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Delete(string id)
    {
        foreach (var suffix in (string[])[NextSuffix, StateSuffix, LockSuffix]) Delete(id, suffix);
    }

    private void Delete(string id, string suffix)
    {
        try
        {
            File.Delete(PathOf(id, suffix));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another command looks at it; the next one sweeps it.
        }
    }
}
