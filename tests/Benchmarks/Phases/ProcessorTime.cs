using System.Runtime.InteropServices;

namespace Benchmarks.Phases;

/// <summary>The processor time of another process from its clock, in nanoseconds; /proc/PID/stat counts in ticks of 10 ms.</summary>
internal static partial class ProcessorTime
{
    public static TimeSpan? Read(int processId)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess ||
            clock_getcpuclockid(processId, out var clock) != 0 || clock_gettime(clock, out var time) != 0)
        {
            return null;
        }

        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000.0);
    }

    [LibraryImport("libc")]
    private static partial int clock_getcpuclockid(int processId, out int clock);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
