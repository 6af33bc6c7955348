using System.Runtime.InteropServices;

namespace Gateway.Core.Plugins;

/// <summary>Who else may change a file that we are about to run.</summary>
internal static unsafe partial class WriteAccess
{
    /// <summary>The reason to give when <see cref="IsOpenToOthers"/>; reads on after the path.</summary>
    public const string Reason = "other users of this machine may write to it, and with it run code as you; take that right away with chmod go-w";

    /// <summary>True when the world, or a group that is not the user's own, may write to it. Windows has no such bits: false.</summary>
    public static bool IsOpenToOthers(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        var mode = File.GetUnixFileMode(path);
        if ((mode & UnixFileMode.OtherWrite) != 0) return true;
        return (mode & UnixFileMode.GroupWrite) != 0 && GroupOf(path) != GetOwnGroup();
    }

    /// <summary>True when its owner is another user, who may write to it at any time, and not the system's own. False where it can't be told.</summary>
    public static bool IsOwnedByAnother(string path) => !OperatingSystem.IsWindows() && StatusOf(path)?.Owner is { } owner && owner != 0 && owner != GetOwnUser();

    // Null when the system can't say: then it is not ours.
    private static uint? GroupOf(string path) => StatusOf(path)?.Group;

    // .NET tells the mode of a file but neither its owner nor its group.
    private static (uint Owner, uint Group)? StatusOf(string path)
    {
        const int Size = 256; // both structures are smaller or equal
        var status = stackalloc uint[Size / sizeof(uint)];
        try
        {
            // struct statx is the same on every Linux: stx_uid at byte 20, stx_gid at 24. Of macOS only the 64-bit ARM layout: st_uid at 16, st_gid at 20.
            if (OperatingSystem.IsLinux()) return Statx(-100, path, 0, 0x18, status) == 0 ? (status[5], status[6]) : null;
            if (OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture is Architecture.Arm64) return Stat(path, status) == 0 ? (status[4], status[5]) : null;
            return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, uint* status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, uint* status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetOwnUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetOwnGroup();
}
