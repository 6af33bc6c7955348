using System.Runtime.Versioning;
using Gateway.Core.Servers.Processes.Windows;

namespace Gateway.Core.Tests.Servers.Processes.Windows;

[Platform("Win")]
[SupportedOSPlatform("windows")]
public class WindowsProcessTests
{
    private static WindowsProcess Start(params string[] arguments) => WindowsProcess.Start(
        new() { Path = Path.Combine(Environment.SystemDirectory, "cmd.exe"), Arguments = arguments, Environment = Variables() }, new());

    private static Dictionary<string, string> Variables() => new() { ["SystemRoot"] = Environment.GetEnvironmentVariable("SystemRoot")!, ["PATH"] = Environment.SystemDirectory };

    [Test]
    public async Task It_says_how_it_ended()
    {
        var process = Start("/c", "exit 3");
        Assert.That((await process.Ended.WaitAsync(TimeSpan.FromSeconds(20))).ToString(), Is.EqualTo("it ended with exit code 3"));
        await process.Gone.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Test]
    public async Task All_that_it_has_started_ends_with_it()
    {
        var process = Start("/c", "start /b ping -n 1000 127.0.0.1 & ping -n 1000 127.0.0.1");
        process.Kill();
        await process.Gone.WaitAsync(TimeSpan.FromSeconds(20));
        using var output = process.OpenOutput();
        Assert.That(async () => await output.CopyToAsync(Stream.Null).WaitAsync(TimeSpan.FromSeconds(20)), Throws.Nothing, "nobody holds its output open");
    }
}
