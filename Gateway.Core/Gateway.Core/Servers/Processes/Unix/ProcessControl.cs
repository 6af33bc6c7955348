using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>Signals and waits, as the system offers them.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class ProcessControl
{
    public const int Killed = 9; // SIGKILL
    public const int Terminate = 15; // SIGTERM

    private const int OneProcess = 1; // P_PID
    private const int Exited = 4; // WEXITED
    private const int DoNotWait = 1; // WNOHANG
    private const int Interrupted = 4; // EINTR
    private const nint OpenProcess = 434; // pidfd_open, the same number on every architecture

    private static readonly int LeaveZombie = OperatingSystem.IsMacOS() ? 0x20 : 0x01000000; // WNOWAIT

    /// <summary>Sends a signal to a process or, below zero, to a group; false when there is none.</summary>
    public static bool Send(int process, int signal) => Kill(process, signal) == 0;

    /// <summary>Waits until a child has ended and says how, and leaves its zombie: as long as that is there, nobody else gets its id.</summary>
    public static ProcessEnd AwaitEnd(int process) => Wait(process, Exited | LeaveZombie) ?? ProcessEnd.Unknown;

    /// <summary>The same for a child of which it is known that it has ended; null when it has not.</summary>
    public static ProcessEnd? Peek(int process) => Wait(process, Exited | LeaveZombie | DoNotWait);

    /// <summary>Takes the zombie away.</summary>
    public static void Reap(int process) => _ = Wait(process, Exited | DoNotWait);

    /// <summary>Whether any child has ended and was not reaped.</summary>
    public static bool HasZombie()
    {
        var information = stackalloc int[32];
        return WaitId(0, 0, information, Exited | LeaveZombie | DoNotWait) == 0 && information[0] != 0; // P_ALL; si_signo is set when there is one
    }

    /// <summary>A descriptor that becomes readable when the child ends; null where there is no such thing.</summary>
    public static SafeFileHandle? OpenEnd(int process)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var descriptor = Call(OpenProcess, process, 0);
        return descriptor < 0 ? null : new((int)descriptor, ownsHandle: true);
    }

    private static ProcessEnd? Wait(int process, int options)
    {
        // siginfo_t: 128 bytes; the process and the status stand where the system's own structures put them.
        var information = stackalloc int[32];
        int result;
        do
        {
            new Span<int>(information, 32).Clear();
            result = WaitId(OneProcess, process, information, options);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        if (result < 0) return ProcessEnd.Unknown; // someone else has taken it
        var (id, code, status) = OperatingSystem.IsMacOS() ? (information[3], information[2], information[5]) : (information[4], information[2], information[6]);
        if (id != process) return null;
        return code == 1 ? new() { Code = status } : new() { Signal = status }; // CLD_EXITED; else CLD_KILLED or CLD_DUMPED
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, int process, int* information, int options);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint process, nint flags);
}
