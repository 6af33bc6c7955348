using Gateway.Core.Transport;

namespace Gateway.Host.Startup;

/// <summary>Notices that one of a few files is another than before. It sleeps while nothing happens.</summary>
/// <remarks>Folders are watched, not files: editors and deployments put a new file into the place of the old one.</remarks>
internal sealed class FileWatch : IDisposable
{
    // The time that a start of the gateway has for itself.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    // Editors write in several steps.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    private readonly Signal _touched = new();
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly Action _onChanged;
    private readonly Action<string> _onBlind;
    private readonly string[] _files;
    private string _seen;
    private volatile bool _isOver;

    /// <param name="files">Full paths; a file need not exist.</param>
    /// <param name="onChanged">Called on a thread of the watch's own, never twice at a time.</param>
    /// <param name="onBlind">Told why changes are not noticed.</param>
    public FileWatch(IEnumerable<string> files, Action onChanged, Action<string> onBlind)
    {
        (_files, _onChanged, _onBlind) = ([.. files.Distinct(StringComparer.Ordinal)], onChanged, onBlind);
        _seen = Stamp();
        new Thread(Run, 512 * 1024) { IsBackground = true, Name = "file watch", Priority = ThreadPriority.BelowNormal }.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        _touched.Set();
    }

    private void Run()
    {
        _touched.Wait(Delay);
        if (_isOver) return;
        WatchAll();
        _touched.Set(); // what happened before nobody saw
        while (true)
        {
            _touched.Wait();
            if (_isOver) break;
            Thread.Sleep(Settle);
            _touched.Reset();
            WatchAll(); // a link may lead elsewhere now
            if (Stamp() is var now && now == _seen) continue;
            _seen = now;
            _onChanged();
        }

        foreach (var watcher in _watchers.Values) watcher.Dispose();
    }

    private void WatchAll()
    {
        try
        {
            foreach (var folder in Folders().Where(folder => !_watchers.ContainsKey(folder))) Watch(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _onBlind(exception.Message); // most often: the system's limit of watches
        }
    }

    private void Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder);
        _watchers.Add(folder, watcher);
        watcher.Created += (_, _) => _touched.Set();
        watcher.Changed += (_, _) => _touched.Set();
        watcher.Deleted += (_, _) => _touched.Set();
        watcher.Renamed += (_, _) => _touched.Set();
        watcher.Error += (_, error) => _onBlind(error.GetException().Message);
        watcher.EnableRaisingEvents = true;
    }

    // Of a link, also the folder of what it leads to.
    private IEnumerable<string> Folders() => _files.SelectMany(file => new[] { file, Target(file) })
        .Select(file => Path.GetDirectoryName(file)).OfType<string>().Where(Directory.Exists).Distinct(StringComparer.Ordinal);

    private string Stamp() => string.Join('|', _files.Select(file => new FileInfo(Target(file))).Select(file =>
        file.Exists ? FormattableString.Invariant($"{file.FullName},{file.Length},{file.LastWriteTimeUtc.Ticks}") : "-"));

    private static string Target(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        }
        catch (IOException)
        {
            return file; // not there, or a circle of links
        }
    }
}
