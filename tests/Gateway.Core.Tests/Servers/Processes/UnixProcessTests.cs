using System.Runtime.Versioning;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Servers.Processes.Unix;

namespace Gateway.Core.Tests.Servers.Processes;

[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
public class UnixProcessTests
{
    [TestCase("exit 0", "it ended with exit code 0", false)]
    [TestCase("exit 3", "it ended with exit code 3", false)]
    [TestCase("exit 3", "it ended with exit code 3", true)]
    [TestCase("kill -9 $$", "it was ended by SIGKILL", false)]
    [TestCase("kill -15 $$", "it was ended by SIGTERM", true)]
    public void It_says_how_it_ended_and_leaves_no_zombie(string script, string end, bool waitsByThread)
    {
        var child = ShellChild.Start(script, waitsByThread: waitsByThread);
        child.AssertEnds(end);
        child.AssertIsGone();
    }

    [Test]
    public void It_leads_a_group_of_its_own()
    {
        var child = ShellChild.Start("read line");
        Assert.That(ProcessControl.Send(-child.Process.Id, 0), Is.True);
        child.Process.Ask();
        child.AssertEnds("it was ended by SIGTERM");
        child.AssertIsGone();
    }

    // .NET ignores SIGPIPE, and what is ignored is inherited.
    [Test]
    [Platform("Linux")]
    public void No_signal_is_ignored_or_blocked()
    {
        var child = ShellChild.Start("exec grep -E '^Sig(Blk|Ign)' /proc/self/status");
        Assert.That(child.ReadLine(), Is.EqualTo("SigBlk:\t0000000000000000"));
        Assert.That(child.ReadLine(), Is.EqualTo("SigIgn:\t0000000000000000").Or.EqualTo("SigIgn:\t0000000180000000"), "glibc keeps two for itself, 32 and 33");
        child.AssertIsGone();
    }

    [Test]
    [Platform("Linux")]
    public void It_has_no_descriptor_but_its_own_three()
    {
        using var leaked = File.OpenHandle("/dev/null");
        var other = ShellChild.Start("read line");
        var child = ShellChild.Start("exec ls -m /proc/self/fd");
        Assert.That(child.ReadLine(), Is.EqualTo("0, 1, 2, 3"), "3 is the listing itself");
        child.AssertIsGone();
        other.Process.CloseInput();
        other.AssertIsGone();
    }

    [Test]
    public void Its_folder_is_the_given_one()
    {
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-folder-");
        try
        {
            var child = ShellChild.Start("pwd -P", folder.FullName);
            Assert.That(child.ReadLine(), Does.EndWith(folder.Name));
            child.AssertIsGone();
        }
        finally
        {
            folder.Delete();
        }
    }

    [Test]
    public void What_it_wrote_before_its_end_is_read()
    {
        var child = ShellChild.Start("echo one; echo two");
        child.AssertIsGone();
        Assert.That((child.ReadLine(), child.ReadLine(), child.ReadLine()), Is.EqualTo(("one", "two", "")));
    }

    [TestCase("sleep 1000 & echo $!; exit 4", TestName = "What_it_leaves_in_its_group_is_ended")]
    [TestCase("(trap '' TERM; sleep 1000 & echo $!; wait) & read line; wait; exit 4", TestName = "What_ignores_SIGTERM_is_killed")]
    [TestCase("setsid sh -c 'echo $$; exec sleep 1000' & read line; exit 4", TestName = "What_has_a_session_of_its_own_is_ended", ExcludePlatform = "MacOsX")]
    [TestCase("(setsid sh -c 'sleep 1000 & echo $!' &) & read line; exit 4", TestName = "What_was_forked_twice_is_ended", ExcludePlatform = "MacOsX")]
    public void Leftovers(string script)
    {
        var child = ShellChild.Start(script);
        var left = child.ReadId();
        Assert.That(ShellChild.IsAlive(left), Is.True);
        child.Process.CloseInput();
        if (script.Contains("wait", StringComparison.Ordinal)) child.Process.Ask();
        child.AssertIsGone();
        Assert.That(ShellChild.IsAlive(left), Is.False);
    }

    [Test]
    public void The_leftovers_of_one_server_are_not_those_of_another()
    {
        var other = ShellChild.Start("setsid sh -c 'echo $$; exec sleep 1000' & wait");
        var left = other.ReadId();
        var child = ShellChild.Start("exit 0");
        child.AssertIsGone();
        Assert.That((ShellChild.IsAlive(left), ShellChild.IsAlive(other.Process.Id)), Is.EqualTo((true, true)));
        other.Process.Kill();
        other.AssertIsGone();
        Assert.That(ShellChild.IsAlive(left), Is.False);
    }

    // Neither group nor mark: nothing finds it, and it holds the pipe open.
    [Test]
    [Platform("Linux")]
    public void Its_output_ends_also_when_an_escaped_process_holds_it_open()
    {
        var child = ShellChild.Start("(env -i /bin/sh -c 'exec setsid sh -c \"echo \\$\\$; exec sleep 1000\"' &) ; read line");
        var escaped = child.ReadId();
        child.Process.CloseInput();
        child.AssertIsGone();
        try
        {
            Assert.That(ShellChild.IsAlive(escaped), Is.True, "or this proves nothing");
            var end = Task.Run(() =>
            {
                while (child.ReadLine().Length > 0)
                {
                    // To the end.
                }
            });
            Assert.That(end.Wait(TimeSpan.FromSeconds(10)), Is.True);
        }
        finally
        {
            ProcessControl.Send(escaped, ProcessControl.Killed);
        }
    }

    [Test]
    public void Its_stderr_is_read_however_much_it_is()
    {
        var child = ShellChild.Start("head -c 5000000 /dev/zero | tr '\\0' 'x' >&2; echo; echo last words >&2; echo done");
        Assert.That((child.ReadLine(), child.ReadLine()), Is.EqualTo(("", "done")));
        child.Stderr.WaitForEnd(TimeSpan.FromSeconds(20));
        Assert.That(child.Stderr.Text(), Does.EndWith("last words"));
        child.AssertIsGone();
    }

    [TestCase("#!/no/such/interpreter\n", true, "the interpreter that its #! line or its format names does not exist")]
    [TestCase("echo no interpreter\n", true, "has no #! line")]
    [TestCase("#!/bin/sh\n", false, "chmod +x")]
    public void What_cannot_be_started_says_why(string content, bool isExecutable, string reason)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        if (isExecutable) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var fault = Assert.Throws<ServerException>(() => UnixProcess.Start(new() { Path = path, Environment = new Dictionary<string, string>() }, new()))!;
            Assert.That(fault.Message, Does.StartWith($"'{path}' could not be started: ").And.Contains(reason));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
