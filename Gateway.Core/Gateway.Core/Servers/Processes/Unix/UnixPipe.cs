using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>A pipe whose ends no other program inherits: who holds a foreign end keeps its reader from ever seeing the end.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class UnixPipe
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC of Linux
    private const nuint CloseOnExecMac = 0x20006601; // FIOCLEX; macOS has no pipe2, but posix_spawn closes all there

    /// <exception cref="ServerException">The process has no descriptors left.</exception>
    public static (SafeFileHandle Read, SafeFileHandle Write) Open()
    {
        var ends = stackalloc int[2];
        if (OperatingSystem.IsLinux())
        {
            Check(Pipe2(ends, CloseOnExec));
        }
        else
        {
            Check(Pipe(ends));
            _ = Control(ends[0], CloseOnExecMac);
            _ = Control(ends[1], CloseOnExecMac);
        }

        return (new(ends[0], ownsHandle: true), new(ends[1], ownsHandle: true));
    }

    private static void Check(int result)
    {
        if (result < 0) throw new ServerException($"no pipe could be made for it (errno {Marshal.GetLastPInvokeError()}): raise the limit of open files (ulimit -n)");
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request);
}
