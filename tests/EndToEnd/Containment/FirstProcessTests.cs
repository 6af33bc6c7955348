using System.Diagnostics;
using EndToEnd.Running;

namespace EndToEnd.Containment;

/// <summary>In a container without an init the gateway is the parent of all orphans.</summary>
[Platform("Linux")]
public class FirstProcessTests
{
    private static readonly string[] Own = ["--pid", "--fork", "--mount-proc", "--kill-child"];

    [Test]
    public void The_first_process_takes_away_what_others_leave_to_it()
    {
        if (!CanUnshare()) Assert.Ignore("making a namespace of processes needs rights that this user does not have");
        using var workspace = new Workspace();
        var folder = Directory.CreateDirectory(workspace.PathOf("scripts")).FullName;
        workspace.Add("child", "sh", "-c", "(sh -c 'until [ -e \"$1/go\" ]; do sleep 0.05; done' sh \"$1\" &); exec \"$0\" \"$1\"", Built.Child, folder);
        var start = GatewayStart.Of(["--mcp-json-path", workspace.WriteConfiguration()], workspace.Environment, workspace.Folder);
        start.FileName = "unshare";
        string[] arguments = [.. Own, Built.Gateway, .. start.ArgumentList];
        start.ArgumentList.Clear();
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var unshare = Process.Start(start)!; // never null without the shell
        try
        {
            Deadline.Until("the server runs", () => File.Exists(Path.Combine(folder, "pid")));
            var gateway = Deadline.Until("the gateway runs", () => Survivors.ChildOf(unshare.Id)?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var id = int.Parse(gateway, System.Globalization.CultureInfo.InvariantCulture);
            Deadline.Until("the orphan runs", () => Survivors.Of(workspace).Any(process => process.Contains("until [", StringComparison.Ordinal)));
            File.WriteAllText(Path.Combine(folder, "go"), "");
            Deadline.Until("the orphan has ended", () => !Survivors.Of(workspace).Any(process => process.Contains("until [", StringComparison.Ordinal)));
            Deadline.Until("its zombie is taken away", () => Survivors.ZombiesOf(id).Count == 0);
        }
        finally
        {
            unshare.Kill();
            unshare.WaitForExit();
        }

        Survivors.AwaitNone(workspace);
    }

    private static bool CanUnshare()
    {
        try
        {
            using var process = Process.Start("unshare", [.. Own, "true"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
