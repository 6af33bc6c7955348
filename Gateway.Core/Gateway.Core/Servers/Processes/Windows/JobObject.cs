using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>A job: all processes of one server, also those that it starts later. They end when its only handle closes.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class JobObject : IDisposable
{
    private const int ExtendedLimits = 9; // JobObjectExtendedLimitInformation
    private const uint KillOnClose = 0x2000; // JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
    private const uint KilledCode = 1;

    private JobObject(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    /// <exception cref="ServerException">Windows refuses it.</exception>
    public static JobObject Create()
    {
        var handle = CreateJob(0, null);
        var limits = new Limits { Flags = KillOnClose };
        if (handle.IsInvalid || !Set(handle, ExtendedLimits, &limits, sizeof(Limits)))
        {
            throw new ServerException($"no job could be made for it (Windows error {Marshal.GetLastPInvokeError()}), and without one it could outlive the gateway");
        }

        return new(handle);
    }

    /// <summary>Ends all of them at once.</summary>
    public void End()
    {
        if (!Handle.IsClosed) _ = Terminate(Handle, KilledCode);
    }

    public void Dispose() => Handle.Dispose();

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    private static partial SafeFileHandle CreateJob(nint security, string? name);

    [LibraryImport("kernel32", EntryPoint = "SetInformationJobObject", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Set(SafeFileHandle job, int kind, Limits* limits, int size);

    [LibraryImport("kernel32", EntryPoint = "TerminateJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Terminate(SafeFileHandle job, uint code);

    // JOBOBJECT_EXTENDED_LIMIT_INFORMATION
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public long ProcessTime;
        public long JobTime;
        public uint Flags;
        public nuint SmallestWorkingSet;
        public nuint LargestWorkingSet;
        public uint Processes;
        public nuint Affinity;
        public uint Priority;
        public uint Scheduling;
        public fixed ulong Counters[6];
        public nuint ProcessMemory;
        public nuint JobMemory;
        public nuint PeakProcessMemory;
        public nuint PeakJobMemory;
    }
}
