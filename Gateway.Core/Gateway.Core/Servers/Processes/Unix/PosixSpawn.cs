using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>Starts programs by posix_spawn(3): in a group of their own, with nothing of the gateway's signals and descriptors.</summary>
/// <remarks>
/// System.Diagnostics.Process can make no group, and loads much at every start. A program must have the usual signals: .NET ignores
/// SIGPIPE, and a program that inherits that never learns that its reader is gone.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class PosixSpawn
{
    private const int Kill = 9;
    private const short SetGroup = 2;
    private const short DefaultSignals = 4;
    private const short SignalMask = 8;
    private const short CloseAllMac = 0x4000; // POSIX_SPAWN_CLOEXEC_DEFAULT

    private static readonly short OwnSession = OperatingSystem.IsMacOS() ? (short)0x400 : (short)0x80; // POSIX_SPAWN_SETSID
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 17 : 19; // SIGSTOP

    // More than any system's structures take: 336 and 80 bytes in glibc and musl, a pointer on macOS; a set of signals has 128 or 4.
    private const int Room = 1024;

    /// <param name="start">What to start.</param>
    /// <param name="descriptors">Which of the gateway's descriptors become 0, 1 and 2; below zero is /dev/null.</param>
    /// <param name="hasOwnSession">A session of its own, which no terminal's signals reach; else only a group of its own.</param>
    /// <param name="id">Its process id, which is that of its group too.</param>
    /// <returns>0, or the error number.</returns>
    public static int Start(ProcessStart start, (int Input, int Output, int Error) descriptors, bool hasOwnSession, out int id)
    {
        byte* attributes = stackalloc byte[Room], actions = stackalloc byte[Room], signals = stackalloc byte[Room];
        using var arguments = new NativeStrings([start.Path, .. start.Arguments]);
        using var environment = new NativeStrings([.. start.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        id = 0;
        if (InitializeAttributes(attributes) is not 0 and var noAttributes) return noAttributes;
        if (InitializeActions(actions) is not 0 and var noActions) return noActions;
        try
        {
            if (Prepare(attributes, signals, hasOwnSession) is not 0 and var unprepared) return unprepared;
            if (Prepare(actions, descriptors, start.Folder) is not 0 and var undirected) return undirected;
            int started;
            var error = Spawn(&started, start.Path, actions, attributes, arguments.Pointer, environment.Pointer);
            if (error == 0) id = started;
            return error;
        }
        finally
        {
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    private static int Prepare(byte* attributes, byte* signals, bool hasOwnSession)
    {
        _ = EmptySet(signals);
        if (SetMask(attributes, signals) is not 0 and var noMask) return noMask;
        _ = FillSet(signals);
        _ = RemoveFromSet(signals, Kill); // nobody can set these two, and macOS says so
        _ = RemoveFromSet(signals, Stop);
        if (SetDefault(attributes, signals) is not 0 and var noSignals) return noSignals;
        if (SetProcessGroup(attributes, 0) is not 0 and var noGroup) return noGroup;
        var flags = DefaultSignals | SignalMask | (hasOwnSession ? OwnSession : SetGroup) | (OperatingSystem.IsMacOS() ? CloseAllMac : 0);
        return SetFlags(attributes, (short)flags);
    }

    private static int Prepare(byte* actions, (int Input, int Output, int Error) descriptors, string? folder)
    {
        if (Add(actions, descriptors.Input, 0) is not 0 and var noInput) return noInput;
        if (Add(actions, descriptors.Output, 1) is not 0 and var noOutput) return noOutput;
        if (Add(actions, descriptors.Error, 2) is not 0 and var noError) return noError;
        if (CloseOthers(actions) is not 0 and var open) return open;
        return folder is null ? 0 : AddFolder(actions, folder);
    }

    private static int Add(byte* actions, int descriptor, int target)
    {
        const int readWrite = 2; // O_RDWR
        return descriptor < 0 ? AddOpen(actions, target, "/dev/null", readWrite, 0) : AddDuplicate(actions, descriptor, target);
    }

    // What the gateway itself was given by mistake must not live on in servers. glibc has it since 2.34; musl has not.
    private static int CloseOthers(byte* actions)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        try
        {
            return AddCloseFrom(actions, 3);
        }
        catch (EntryPointNotFoundException)
        {
            return 0; // all that the gateway opens itself is closed anyway
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* id, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitializeAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    private static partial int SetProcessGroup(byte* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefault(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte* actions, int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* actions, int target, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddFolder(byte* actions, string folder);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    private static partial int AddCloseFrom(byte* actions, int first);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySet(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    private static partial int FillSet(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigdelset")]
    private static partial int RemoveFromSet(byte* signals, int signal);
}
