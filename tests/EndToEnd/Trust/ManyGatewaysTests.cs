using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Trust;

public class ManyGatewaysTests
{
    [Test]
    public void Ten_gateways_that_start_at_once_in_one_home_pin_what_each_runs()
    {
        using var trust = new TrustWorkspace();
        var json = File.ReadAllText(trust.Workspace.WriteConfiguration());
        string[] paths = [.. Enumerable.Range(0, 10).Select(n => trust.Workspace.PathOf($"{n}.json"))];
        foreach (var path in paths) File.WriteAllText(path, json);

        var gateways = paths.Select(path => trust.Workspace.Own(new RawClient(["--mcp-json-path", path], trust.Workspace.Environment, trust.Workspace.Folder))).ToArray();
        foreach (var gateway in gateways)
        {
            gateway.Initialize();
            Assert.That(gateway.CallText("other_same"), Is.EqualTo("done"), gateway.Error);
        }

        using var pins = JsonDocument.Parse(File.ReadAllText(trust.TrustJson));
        Assert.That(pins.RootElement.GetProperty("files").EnumerateObject().Select(file => file.Name), Is.EquivalentTo(paths));
    }

    [Test]
    public void Gateways_that_are_killed_at_any_time_leave_pins_that_can_be_read()
    {
        using var trust = new TrustWorkspace();
        var json = File.ReadAllText(trust.Workspace.WriteConfiguration());
        for (var round = 0; round < 8; round++)
        {
            var path = trust.Workspace.PathOf($"{round}.json");
            File.WriteAllText(path, json);
            using var gateway = new RawClient(["--mcp-json-path", path], trust.Workspace.Environment, trust.Workspace.Folder);
            // Killed while it writes, or shortly before or after.
            SpinWait.SpinUntil(() => File.Exists(trust.Workspace.PathOf("home/trust.lock")), TimeSpan.FromMilliseconds(40 * round));
            gateway.Kill();
            gateway.WaitForExit();
            if (File.Exists(trust.TrustJson)) Assert.That(() => JsonDocument.Parse(File.ReadAllText(trust.TrustJson)).Dispose(), Throws.Nothing);
        }

        trust.Use();
        Assert.That(trust.StateOf("other"), Is.EqualTo("trusted"));
    }
}
