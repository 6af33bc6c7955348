using EndToEnd.Running;
using static EndToEnd.Reloading.ReloadingWorkspace;

namespace EndToEnd.Reloading;

/// <summary>The ways in which files change.</summary>
public class EditTests
{
    [Test]
    public void A_file_that_cannot_be_read_changes_nothing_and_the_reason_is_told()
    {
        using var reloading = new ReloadingWorkspace();
        var gateway = reloading.Open();
        reloading.Workspace.WriteConfiguration("""{"mcpServers": {"mcp-gateway": {"servers": {"kept": }""");
        gateway.AwaitError("mcp.json");
        Assert.That(gateway.CallText("touched_same"), Is.EqualTo("done"));
        reloading.AssertKept(gateway);
        reloading.AwaitStarts(1);

        reloading.Touch("2");
        reloading.Workspace.WriteConfiguration();
        reloading.AwaitStarts(2);
        reloading.AssertKept(gateway);
    }

    [Test]
    public void A_new_file_in_the_place_of_the_old_one_is_noticed()
    {
        using var reloading = new ReloadingWorkspace();
        var gateway = reloading.Open();
        var path = reloading.Workspace.PathOf("mcp.json");
        for (var edit = 2; edit <= 3; edit++)
        {
            File.Copy(path, path + "~");
            reloading.Touch($"{edit}");
            var text = File.ReadAllText(reloading.Workspace.WriteConfiguration());
            File.Move(path + "~", path, overwrite: true); // as if nothing had been written
            File.WriteAllText(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
            reloading.AwaitStarts(edit);
        }

        AwaitReady(gateway, "touched");
        reloading.AssertKept(gateway);
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public void A_link_that_leads_elsewhere_is_noticed_and_so_is_what_happens_there()
    {
        using var reloading = new ReloadingWorkspace();
        var workspace = reloading.Workspace;
        foreach (var version in (string[])["v1", "v2"]) Directory.CreateDirectory(workspace.PathOf(version));
        var link = workspace.PathOf("linked.json");
        File.Copy(workspace.WriteConfiguration(), workspace.PathOf("v1/mcp.json"));
        File.CreateSymbolicLink(link, workspace.PathOf("v1/mcp.json"));
        var gateway = workspace.Own(new RawClient(["--mcp-json-path", link], workspace.Environment, workspace.Folder));
        gateway.Initialize();
        gateway.ListNames();
        reloading.Touch("one");
        File.Move(workspace.WriteConfiguration(), workspace.PathOf("v1/mcp.json"), overwrite: true);
        reloading.AwaitStarts(2); // it looks already

        // Made before, so that the last edit touches the link's own folder no more.
        reloading.Touch("three");
        File.Move(workspace.WriteConfiguration(), workspace.PathOf("v2/next.json"));
        reloading.Touch("2");
        File.Move(workspace.WriteConfiguration(), workspace.PathOf("v2/mcp.json"));
        File.CreateSymbolicLink(link + ".new", workspace.PathOf("v2/mcp.json"));
        File.Move(link + ".new", link, overwrite: true);
        reloading.AwaitStarts(3);

        AwaitReady(gateway, "touched");
        File.Move(workspace.PathOf("v2/next.json"), workspace.PathOf("v2/mcp.json"), overwrite: true);
        reloading.AwaitStarts(4);
        AwaitReady(gateway, "touched");
        reloading.AssertKept(gateway);
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public void SIGHUP_reads_the_file_also_when_nothing_shows_that_it_has_changed()
    {
        using var reloading = new ReloadingWorkspace();
        reloading.Touch("1");
        var gateway = reloading.Open();
        var path = reloading.Workspace.PathOf("mcp.json");
        var written = File.GetLastWriteTimeUtc(path);
        reloading.Touch("2"); // as long as before, and as old
        var next = path + ".next";
        File.Copy(path, path + ".kept");
        File.Move(reloading.Workspace.WriteConfiguration(), next);
        File.SetLastWriteTimeUtc(next, written);
        File.Move(next, path);
        gateway.Signal(1);
        reloading.AwaitStarts(2);
        AwaitReady(gateway, "touched");
        reloading.AssertKept(gateway);
    }

    [Test]
    public void A_changed_envFile_starts_its_own_server_again()
    {
        using var reloading = new ReloadingWorkspace();
        var file = reloading.Workspace.PathOf("variables.env");
        File.WriteAllText(file, "VARIANT=1");
        reloading.Touched.Configuration["envFile"] = file;
        var gateway = reloading.Open();
        File.WriteAllText(file, "VARIANT=second");
        reloading.AwaitStarts(2);
        AwaitReady(gateway, "touched");
        reloading.AssertKept(gateway);
    }
}
