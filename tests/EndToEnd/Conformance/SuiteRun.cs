using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.Conformance;

/// <summary>What the suite found out about a server.</summary>
/// <param name="ExitCode">Zero: nothing that is required has failed.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Scenarios">The checks of every scenario that it ran.</param>
internal sealed partial record SuiteRun(int ExitCode, string Output, IReadOnlyDictionary<string, JsonElement[]> Scenarios)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a set of scenarios against the server at the address.</summary>
    public static async Task<SuiteRun> AgainstAsync(Workspace workspace, ScenarioSet set, Uri url)
    {
        var results = Directory.CreateDirectory(workspace.PathOf(set.Name)).FullName;
        var program = Path.Combine(Npm.Folder, "node_modules", set.Package, "dist", "index.js");
        var start = new ProcessStartInfo(Suite.Node, [program, "server", "--url", url.ToString(), "-o", results, .. set.Options]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!; // never null without the shell
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the suite's {set.Name} did not end; it printed: {await output}");
        }

        var scenarios = Directory.GetFiles(results, "checks.json", SearchOption.AllDirectories).ToDictionary(ScenarioOf, ChecksOf);
        return new(process.ExitCode, await output + await error, scenarios);
    }

    private static string ScenarioOf(string file) => ResultFolder().Match(Path.GetFileName(Path.GetDirectoryName(file)!)).Groups[1].Value; // the file lies in a folder

    private static JsonElement[] ChecksOf(string file) => [.. RawClient.Parse(File.ReadAllText(file)).EnumerateArray()];

    [GeneratedRegex(@"^server-(.+?)-\d{4}-\d{2}-\d{2}T")]
    private static partial Regex ResultFolder();
}
