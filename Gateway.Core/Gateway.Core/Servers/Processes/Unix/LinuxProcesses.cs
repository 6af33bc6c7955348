using System.Runtime.Versioning;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>One look at the processes for all children that end at once: fifty servers that stop must not read /proc fifty times.</summary>
[UnsupportedOSPlatform("windows")]
internal static class LinuxProcesses
{
    [ThreadStatic]
    private static (long Round, ProcessTable Table)? _seen;

    /// <summary>As they are in this round of the loop, on whose thread this is called.</summary>
    public static ProcessTable Now(PollLoop loop)
    {
        if (_seen is { } seen && seen.Round == loop.Round) return seen.Table;
        var table = ProcessTable.Read();
        _seen = (loop.Round, table);
        return table;
    }
}
