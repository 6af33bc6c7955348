using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Gateway.Core.Transport;

/// <summary>The capacity of Linux pipes. A megabyte through the usual 64 KB costs sixteen thread switches at each end.</summary>
/// <remarks>Widened only when a long message comes: the kernel limits what all pipes of a user hold together (pipe(7)).</remarks>
internal static partial class PipeSize
{
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const int GetPipeSize = 1032; // F_GETPIPE_SZ
    private const int BytesUnread = 0x541B; // FIONREAD
    private const int Wide = 1 << 20; // what the kernel grants without privileges (/proc/sys/fs/pipe-max-size)

    /// <summary>The capacity in bytes; 0 when it is no pipe, or the system does not tell.</summary>
    public static int Of(int descriptor) => OperatingSystem.IsLinux() ? Math.Max(0, Control(descriptor, GetPipeSize, 0)) : 0;

    /// <summary>Makes the pipe wide if the system allows it; returns its capacity.</summary>
    public static int Widen(int descriptor)
    {
        if (OperatingSystem.IsLinux()) _ = Control(descriptor, SetPipeSize, Wide);
        return Of(descriptor);
    }

    public static void Widen(Stream stream)
    {
        SafeHandle? handle = stream switch
        {
            PipeStream pipe => pipe.SafePipeHandle,
            FileStream file => file.SafeFileHandle,
            _ => null,
        };
        if (handle is not null) Widen((int)handle.DangerousGetHandle());
    }

    /// <summary>Whether nothing waits in the pipe, so that as much as its capacity can be written without waiting.</summary>
    public static unsafe bool IsEmpty(int descriptor)
    {
        int unread;
        return DeviceControl(descriptor, BytesUnread, &unread) == 0 && unread == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int DeviceControl(int descriptor, nuint request, int* result);
}
