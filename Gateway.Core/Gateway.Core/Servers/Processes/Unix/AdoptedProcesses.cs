using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>Takes away the zombies of processes that others have left to the gateway: as the first process of a container it is everybody's parent.</summary>
/// <remarks>
/// By looking from time to time, and only there. Who registers for SIGCHLD makes .NET wait for all children as soon as they end, servers too,
/// and how those ended would be lost.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class AdoptedProcesses
{
    private const int GetSubreaper = 37; // PR_GET_CHILD_SUBREAPER

    // One system call a look, unless there is a zombie.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static int _hasBegun;

    private readonly PollLoop _loop;
    private List<int> _seen = [];

    private AdoptedProcesses(PollLoop loop) => _loop = loop;

    /// <summary>From now on, if the gateway is one that orphans are left to.</summary>
    public static void ReapThem(PollLoop loop)
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0 && AreLeftToUs()) loop.After(Interval, new AdoptedProcesses(loop).Look);
    }

    private static bool AreLeftToUs()
    {
        if (!OperatingSystem.IsLinux()) return false;
        int isSubreaper = 0;
        return Environment.ProcessId == 1 || (Control(GetSubreaper, &isSubreaper) == 0 && isSubreaper != 0);
    }

    private void Look()
    {
        var zombies = ProcessControl.HasZombie() ? Zombies() : [];
        foreach (var zombie in zombies)
        {
            // A server's is still needed; a plugin's own child is reaped by .NET, which needs what it returned, long before the second look.
            if (_seen.Contains(zombie) && !Watcher.Shared.Knows(zombie)) ProcessControl.Reap(zombie);
        }

        _seen = zombies;
        _loop.After(Interval, Look);
    }

    private static List<int> Zombies()
    {
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var zombies = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && ProcessTable.Fields(folder) is ["Z", var parent, ..] && parent == own) zombies.Add(id);
        }

        return zombies;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, int* result);
}
