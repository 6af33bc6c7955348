using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks.Preparation;

namespace Benchmarks.Reporting;

/// <summary>Where and when a run was made; cells that a system cannot fill stay empty.</summary>
internal static class Machine
{
    public static string Describe() => string.Join(", ",
        new[]
        {
            Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            $"{Environment.ProcessorCount} cores",
            $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB",
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
        });

    public static string Now() => TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The load average of the last minute: other people's work shows in it.</summary>
    public static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";

    public static string Commit()
    {
        try
        {
            var changed = Tool.Run("git", "status", "--porcelain", "--untracked-files=no").Length > 0;
            return Tool.Run("git", "rev-parse", "--short", "HEAD").Trim() + (changed ? ", with changes" : "");
        }
        catch (Exception error) when (error is Win32Exception or BenchmarkException)
        {
            return "unknown"; // a copy of the sources without git
        }
    }

    private static string? Field(string file, string name) => !OperatingSystem.IsLinux() ? null : File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
