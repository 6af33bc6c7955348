using System.Text;
using EndToEnd.Servers;

namespace EndToEnd.Chaos;

/// <summary>The processes that carry the mark of one run of a gateway: all that it has started, and what those have started.</summary>
internal sealed class MarkedProcesses
{
    private readonly byte[] _mark;

    private MarkedProcesses(byte[] mark) => _mark = mark;

    /// <summary>Finds the mark in a server of a running gateway.</summary>
    public static MarkedProcesses Of(int gateway)
    {
        var child = All().First(process => Parent(process) == gateway && Variable(process) is not null);
        var value = Variable(child)!; // found by it
        return new(Encoding.ASCII.GetBytes("MCP_GATEWAY_RUN=" + value[..(value.IndexOf('/') + 1)]));
    }

    /// <summary>Those that run.</summary>
    public int[] Now() => [.. All().Where(process => Read(process, "environ").AsSpan().IndexOf(_mark) >= 0 && Processes.IsRunning(process))];

    /// <summary>Those of them that are servers, not what servers have started.</summary>
    public int[] Servers() => [.. Now().Where(process => Encoding.UTF8.GetString(Read(process, "cmdline")).EndsWith("\0chaos\0", StringComparison.Ordinal))];

    private static IEnumerable<int> All() =>
        Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture));

    private static string? Variable(int process) =>
        Encoding.UTF8.GetString(Read(process, "environ")).Split('\0').FirstOrDefault(variable => variable.StartsWith("MCP_GATEWAY_RUN=", StringComparison.Ordinal))?["MCP_GATEWAY_RUN=".Length..];

    private static int Parent(int process)
    {
        var stat = Encoding.UTF8.GetString(Read(process, "stat"));
        return stat.Length == 0 ? 0 : int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Read(int process, string name)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{process}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // it has ended meanwhile
        }
    }
}
