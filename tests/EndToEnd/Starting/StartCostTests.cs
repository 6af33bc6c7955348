using System.Globalization;
using EndToEnd.Running;

namespace EndToEnd.Starting;

/// <summary>What a client on stdio waits for before its first list: nothing that only others need may be loaded by then.</summary>
public class StartCostTests
{
    // Debug code is compiled method by method: this is what is run, some 1,900, with a fifth to spare.
    private const int MostMethods = 2_300;

    private static readonly string[] Ours =
    [
        "Gateway.Abstractions", "Gateway.Core", "Microsoft.Extensions.Logging.Abstractions", "StartupProbe", "System.CommandLine", "mcp-gateway",
    ];

    [Test]
    public void Before_the_first_list_only_the_engine_and_the_command_line_are_loaded()
    {
        using var workspace = new Workspace();
        workspace.AddSample("files");
        var told = Start(workspace);
        var foreign = told.Assemblies.Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("netstandard" or "Microsoft.Win32.Primitives"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(foreign.Except(Ours), Is.Empty);
            Assert.That(told.Methods, Is.LessThan(MostMethods));
        }

        TestContext.Out.WriteLine($"{told.Assemblies.Length} assemblies, {told.Methods} methods");
    }

    private static (int Methods, string[] Assemblies) Start(Workspace workspace)
    {
        var probe = workspace.PathOf("probe");
        workspace.Environment.Remove("MCPGATEWAY__TEXTGUARDRAILTIMEOUT"); // settings load what reads settings
        workspace.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(Built.Repository, "artifacts", "bin", "StartupProbe", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "StartupProbe.dll");
        workspace.Environment["STARTUP_PROBE"] = probe;
        using var client = workspace.Open();
        Assert.That(client.ListNames(), Has.Some.StartsWith("files_"));
        File.Create(probe).Dispose();
        var lines = Deadline.Until("it tells", () => File.Exists(probe + ".told") ? File.ReadAllLines(probe + ".told") : null);
        return (int.Parse(lines[0], CultureInfo.InvariantCulture), lines[1..]);
    }
}
