using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Servers.Processes.Unix;

namespace Gateway.Core.Tests.Servers.Processes;

/// <summary>A real child that runs a line of shell, and what is left of it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ShellChild
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private ShellChild(IStartedProcess process, StderrTail stderr) => (Process, Stderr) = (process, stderr);

    public IStartedProcess Process { get; }

    public StderrTail Stderr { get; }

    public static ShellChild Start(string script, string? folder = null, bool waitsByThread = false)
    {
        var stderr = new StderrTail();
        var start = new ProcessStart { Path = "/bin/sh", Arguments = ["-c", script], Environment = Environment(), Folder = folder };
        return new(UnixProcess.Start(start, stderr, waitsByThread), stderr);
    }

    public static ChildProcess StartServer(string script, string? folder = null) => ChildProcess.Start(
        new ServerConfiguration { Name = "shell", Command = "/bin/sh", Arguments = ["-c", script], WorkingFolder = folder }, Environment());

    /// <summary>Its next line.</summary>
    public string ReadLine() => ReadLine(Process.OpenOutput());

    public static string ReadLine(Stream output)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (output.Read(one, 0, 1) == 1 && one[0] != '\n') line.Add(one[0]);
        return Encoding.UTF8.GetString([.. line]);
    }

    public int ReadId() => int.Parse(ReadLine(), CultureInfo.InvariantCulture);

    public void AssertEnds(string how) => Assert.That(Process.Ended.WaitAsync(Limit).GetAwaiter().GetResult().ToString(), Is.EqualTo(how));

    public void AssertIsGone()
    {
        Process.Gone.WaitAsync(Limit).GetAwaiter().GetResult();
        Assert.That(Exists(Process.Id), Is.False, "its zombie is taken away");
    }

    /// <summary>Whether there is such a process, dead or alive.</summary>
    public static bool Exists(int id) => ProcessControl.Send(id, 0);

    /// <summary>Whether there is such a process that is no zombie.</summary>
    public static bool IsAlive(int id) => Exists(id) && (!OperatingSystem.IsLinux() || ProcessTable.Fields($"/proc/{id}") is [not "Z", ..]);

    private static Dictionary<string, string> Environment() => new() { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")! };
}
