using System.Diagnostics;
using System.Runtime.Versioning;

namespace Gateway.Core.Tests.Servers.Processes;

[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
public class ChildProcessTests
{
    [Test]
    public async Task One_that_ends_with_its_input_is_not_waited_for()
    {
        var child = ShellChild.StartServer("while read line; do :; done");
        var clock = Stopwatch.StartNew();
        await child.StopAsync();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1.5)));
        Assert.That(ShellChild.Exists(child.Id), Is.False);
    }

    [TestCase("sleep 1000")]
    [TestCase("trap '' TERM; while :; do sleep 1000; done")]
    public async Task One_that_does_not_is_ended(string script)
    {
        var child = ShellChild.StartServer(script);
        await child.StopAsync();
        Assert.That(ShellChild.Exists(child.Id), Is.False);
    }

    [Test]
    public void Its_end_is_told_with_its_last_words() =>
        Assert.That(ShellChild.StartServer("echo no database >&2; exit 3").WaitForEnd(), Is.EqualTo("it ended with exit code 3; its stderr ends with: no database"));

    [Test]
    public void One_that_only_closes_its_output_is_ended()
    {
        var child = ShellChild.StartServer("exec >&-; exec sleep 1000");
        Assert.That(child.WaitForEnd(), Is.EqualTo("it closed its output"));
        Assert.That(() => ShellChild.Exists(child.Id), Is.False.After(20_000, 20));
    }
}
