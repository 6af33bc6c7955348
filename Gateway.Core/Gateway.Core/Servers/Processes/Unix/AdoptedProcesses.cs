using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>Takes away the zombies of processes that others have left to the gateway: as the first process of a container it is everybody's parent.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class AdoptedProcesses
{
    private const int GetSubreaper = 37; // PR_GET_CHILD_SUBREAPER

    // A plugin's own children are reaped by .NET, which needs what they returned; it has done so long before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static int _hasBegun;
    private static int _isDue;
    private static PosixSignalRegistration? _signal;

    /// <summary>From now on, if the gateway is one that orphans are left to.</summary>
    public static void ReapThem(PollLoop loop)
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) != 0 || !AreLeftToUs()) return;
        _signal = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
        {
            if (Interlocked.Exchange(ref _isDue, 1) == 0) loop.After(Patience, Reap);
        });
    }

    private static bool AreLeftToUs()
    {
        if (!OperatingSystem.IsLinux()) return false;
        int isSubreaper = 0;
        return Environment.ProcessId == 1 || (Control(GetSubreaper, &isSubreaper) == 0 && isSubreaper != 0);
    }

    private static void Reap()
    {
        Volatile.Write(ref _isDue, 0);
        foreach (var zombie in Zombies())
        {
            if (!Watcher.Shared.Knows(zombie)) ProcessControl.Reap(zombie); // a server's is still needed
        }
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
