using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Running;

namespace EndToEnd.Homes;

[Platform("Linux,MacOsX", Reason = "gateways are ended by signals")]
public partial class SharedHomeTests
{
    private const int Gateways = 4;
    private const int Rounds = 3;

    [Test]
    public void Four_gateways_that_start_and_end_and_are_killed_leave_every_file_readable_and_no_litter()
    {
        using var home = new Workspace();
        Parallel.For(0, Gateways, new ParallelOptions { MaxDegreeOfParallelism = Gateways }, number =>
        {
            using var workspace = Sharing(home, number);
            for (var round = 0; round < Rounds; round++) LiveOnce(workspace, (number + round) % 4);
        });

        // What a killed one has left is old some day; the next gateway sweeps it.
        var litter = Path.Combine(HomeOf(home), "servers", "planted.json.12345.new");
        File.WriteAllText(litter, "{");
        foreach (var file in Litter(home)) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        using (var last = Sharing(home, Gateways))
        {
            var gateway = last.OpenGuarded();
            Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
            Deadline.Until("the litter is swept", () => !Litter(home).Any() && Directory.GetFiles(Path.Combine(HomeOf(home), "run"), "*.json").Length == 1);
            gateway.CloseInput();
            gateway.WaitForExit();
        }

        AssertReadable(home);
        AssertNothingLeft(home);
    }

    private static string HomeOf(Workspace workspace) => workspace.Environment["MCP_GATEWAY_HOME"];

    private static Workspace Sharing(Workspace home, int number)
    {
        var workspace = new Workspace();
        workspace.Environment["MCP_GATEWAY_HOME"] = HomeOf(home);
        workspace.AddScripted().AnswerText("same").On("start", "stderr gateway " + number);
        return workspace;
    }

    private static void LiveOnce(Workspace workspace, int way)
    {
        var gateway = workspace.Start("--enable-guardrails", "basic");
        if (way > 0)
        {
            gateway.Initialize();
            Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
        }

        switch (way)
        {
            case 2: gateway.CloseInput(); break;
            case 3: gateway.Signal(15); break;
            default: gateway.Kill(); break; // at its start, and in the middle
        }

        gateway.WaitForExit();
    }

    private static IEnumerable<string> Litter(Workspace home) => Directory.EnumerateFiles(HomeOf(home), "*.new", SearchOption.AllDirectories);

    private static void AssertReadable(Workspace home)
    {
        string[] states = [.. Directory.GetFiles(HomeOf(home), "*.json", SearchOption.AllDirectories)];
        Assert.That(states.Select(Path.GetFileName), Does.Contain("trust.json"));
        Assert.That(states.Where(path => path.Contains("servers")), Is.Not.Empty);
        foreach (var path in states)
        {
            Assert.DoesNotThrow(() => JsonDocument.Parse(File.ReadAllBytes(path)).Dispose(), path);
        }

        string[] logs = Directory.GetFiles(Path.Combine(HomeOf(home), "logs"), "*.log", SearchOption.AllDirectories);
        Assert.That(logs, Is.Not.Empty);
        foreach (var line in logs.SelectMany(File.ReadLines)) Assert.That(line, Does.Match(WholeLine()));
    }

    private static void AssertNothingLeft(Workspace home)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.GetFileSystemEntries(Path.Combine(HomeOf(home), "run")), Is.Empty);
            Assert.That(Directory.GetFileSystemEntries(Path.Combine(HomeOf(home), "shadow")), Is.Empty);
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \[\d+\] gateway \d$")]
    private static partial Regex WholeLine();
}
