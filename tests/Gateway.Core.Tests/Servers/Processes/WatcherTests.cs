using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Gateway.Core.Servers.Processes.Unix;

namespace Gateway.Core.Tests.Servers.Processes;

/// <summary>The script alone, under every shell that there is.</summary>
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
[TestFixture("/bin/sh")]
[TestFixture("/bin/dash")]
[TestFixture("/bin/bash")]
[TestFixture("/bin/busybox")]
public class WatcherTests(string shell)
{
    private string _mark = null!;

    [SetUp]
    public void NewMark()
    {
        if (!File.Exists(shell)) Assert.Ignore($"there is no {shell} here");
        _mark = Guid.NewGuid().ToString("N") + "/";
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(shell) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[.. shell.EndsWith("busybox", StringComparison.Ordinal) ? ["sh"] : Array.Empty<string>(), "-c", Watcher.Script()]) start.ArgumentList.Add(argument);
        var watcher = Process.Start(start)!; // never null without the shell
        watcher.StandardInput.Write($"run {_mark}\n");
        return watcher;
    }

    // The watcher is a child of the shell that has been started, which has ended: it holds the output open.
    private static void AssertEnds(Process watcher)
    {
        watcher.StandardInput.Close();
        Assert.That(watcher.StandardOutput.ReadToEndAsync().Wait(TimeSpan.FromSeconds(20)), Is.True);
        watcher.Dispose();
    }

    // Started by another process, so that its zombie is not ours.
    private int Stranger(string script, bool hasMark)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true };
        if (hasMark) start.Environment["MCP_GATEWAY_RUN"] = "above/7/" + _mark + "1/";
        using var process = Process.Start(start)!; // never null without the shell
        return int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    [Test]
    public void Without_anything_left_it_just_ends()
    {
        using var watcher = Start();
        AssertEnds(watcher);
    }

    [TestCase("setsid sh -c 'echo $$; exec sleep 1000' &")]
    [TestCase("setsid sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' &")]
    [Platform("Linux")]
    public void Whoever_carries_the_mark_is_ended(string script)
    {
        var marked = Stranger(script, hasMark: true);
        var other = Stranger("setsid sh -c 'echo $$; exec sleep 1000' &", hasMark: false);
        AssertEnds(Start());
        Assert.That((ShellChild.IsAlive(marked), ShellChild.IsAlive(other)), Is.EqualTo((false, true)));
        ProcessControl.Send(other, ProcessControl.Killed);
    }

    [Test]
    public void A_group_is_ended_unless_it_was_reported_ended()
    {
        var (first, second) = (Stranger("setsid sh -c 'echo $$; exec sleep 1000' &", hasMark: false), Stranger("setsid sh -c 'echo $$; exec sleep 1000' &", hasMark: false));
        var watcher = Start();
        watcher.StandardInput.Write($"begin {first}\nbegin {second}\nend {second}\n");
        AssertEnds(watcher);
        Assert.That((ShellChild.IsAlive(first), ShellChild.IsAlive(second)), Is.EqualTo((false, true)));
        ProcessControl.Send(second, ProcessControl.Killed);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(15)]
    [Platform("Linux")]
    public void No_signal_of_a_terminal_or_a_client_ends_it(int signal)
    {
        var group = Stranger("setsid sh -c 'echo $$; exec sleep 1000' &", hasMark: false);
        var watcher = Start();
        watcher.StandardInput.Write($"begin {group}\n");
        var id = 0;
        Assert.That(() => id = ReaderOf(watcher.StandardInput.BaseStream), Is.GreaterThan(0).After(10_000, 10));
        ProcessControl.Send(id, signal);
        AssertEnds(watcher);
        Assert.That(ShellChild.IsAlive(group), Is.False);
    }

    // Whoever has the other end of the pipe as its input, once its starter is gone.
    private static int ReaderOf(Stream pipe)
    {
        var name = Link($"/proc/self/fd/{((System.IO.Pipes.AnonymousPipeClientStream)pipe).SafePipeHandle.DangerousGetHandle()}");
        return Directory.GetDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .FirstOrDefault(id => id > 0 && Link($"/proc/{id}/fd/0") == name && Link($"/proc/{id}/fd/3") is null && ProcessTable.Fields($"/proc/{id}") is [_, not null, ..]);
    }

    private static string? Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
