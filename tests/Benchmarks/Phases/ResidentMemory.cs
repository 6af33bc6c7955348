using System.Globalization;

namespace Benchmarks.Phases;

/// <summary>The resident memory of one process, without its children.</summary>
internal static class ResidentMemory
{
    /// <summary>In megabytes of 10⁶ bytes, or null where there is no /proc.</summary>
    public static double? Read(int processId)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? null : int.Parse(line[6..^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }
}
