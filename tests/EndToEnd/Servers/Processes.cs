using System.Diagnostics;

namespace EndToEnd.Servers;

/// <summary>Looks at processes that are nobody's children any more.</summary>
internal static class Processes
{
    public static bool IsRunning(int id)
    {
        // A container without an init keeps what has ended as a zombie.
        if (OperatingSystem.IsLinux()) return State(id) is not (null or 'Z');
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static char? State(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
