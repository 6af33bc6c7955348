using System.Globalization;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>The living processes of Linux: which belong to which group, and which carry this gateway's mark.</summary>
internal sealed class ProcessTable
{
    private readonly List<(int Id, int Group, int Server)> _processes = [];

    private ProcessTable()
    {
    }

    /// <summary>Looks now.</summary>
    public static ProcessTable Read()
    {
        var table = new ProcessTable();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId) continue;
            if (Group(folder) is { } group) table._processes.Add((id, group, Server(folder)));
        }

        return table;
    }

    /// <summary>Who is of the group or carries the server's mark.</summary>
    public IEnumerable<(int Id, bool IsInGroup)> Of(int group, int server)
    {
        foreach (var process in _processes)
        {
            if (process.Group == group || process.Server == server) yield return (process.Id, process.Group == group);
        }
    }

    // Null for what has ended: a zombie needs no signal.
    private static int? Group(string folder) => Fields(folder) is [not ("Z" or "X"), _, var group, ..] ? int.Parse(group, CultureInfo.InvariantCulture) : null;

    /// <summary>State, parent, group and the rest of a process; null when it has just gone.</summary>
    public static string[]? Fields(string folder)
    {
        try
        {
            // "id (name) state parent group …", and the name may hold anything.
            var line = File.ReadAllText(folder + "/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ', 4);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Other users' processes keep theirs to themselves, and none of them is ours.
    private static int Server(string folder)
    {
        try
        {
            return RunMark.ServerIn(File.ReadAllBytes(folder + "/environ"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
