namespace Gateway.Core.Servers.Processes;

/// <summary>How a process ended: by itself, or by a signal.</summary>
internal sealed record ProcessEnd
{
    public static readonly ProcessEnd Unknown = new();

    /// <summary>What it returned; null when a signal ended it.</summary>
    public int? Code { get; init; }

    /// <summary>The signal that ended it; null when it ended by itself.</summary>
    public int? Signal { get; init; }

    public override string ToString() => this switch
    {
        { Signal: { } signal } => $"it was ended by {NameOf(signal)}",
        { Code: { } code } => $"it ended with exit code {code}",
        _ => "it ended",
    };

    // The numbers that Linux and macOS share, and then those that they don't.
    private static string NameOf(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        7 when OperatingSystem.IsLinux() => "SIGBUS",
        10 when OperatingSystem.IsMacOS() => "SIGBUS",
        31 when OperatingSystem.IsLinux() => "SIGSYS",
        12 when OperatingSystem.IsMacOS() => "SIGSYS",
        _ => $"signal {signal}",
    };
}
