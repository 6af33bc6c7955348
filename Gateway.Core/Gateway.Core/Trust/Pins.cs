namespace Gateway.Core.Trust;

/// <summary>All that is trusted: for each file, what it said of each server. A file may be known without any server.</summary>
internal sealed class Pins
{
    // Sorted when they are written, and not here: the code of a sorted dictionary is compiled anew at every start.
    private readonly Dictionary<string, Dictionary<string, PinnedServer>> _files = new(StringComparer.Ordinal);

    public bool IsEmpty => _files.Count == 0;

    public IEnumerable<string> Files => _files.Keys.Order(StringComparer.Ordinal);

    public bool Knows(string file) => _files.ContainsKey(file);

    /// <summary>The names of the servers of a file.</summary>
    public IEnumerable<string> Servers(string file) => _files.TryGetValue(file, out var servers) ? servers.Keys.Order(StringComparer.Ordinal) : [];

    public PinnedServer? Find(string file, string server) => _files.TryGetValue(file, out var servers) ? servers.GetValueOrDefault(server) : null;

    public void Know(string file) => _files.TryAdd(file, new(StringComparer.Ordinal));

    public void Pin(string file, string server, PinnedServer pinned)
    {
        Know(file);
        _files[file][server] = pinned;
    }

    /// <summary>Forgets one server of a file.</summary>
    public bool Forget(string file, string server) => _files.TryGetValue(file, out var servers) && servers.Remove(server);

    /// <summary>Forgets a file with all its servers: its next use is its first.</summary>
    public bool Forget(string file) => _files.Remove(file);
}
