using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Packaging.Tests.Running;

namespace Packaging.Tests.Newcomers;

/// <summary>The whole way of somebody who has never seen the gateway: install, scaffold, build, test, list, enable, call, upgrade.</summary>
public class LoopTests
{
    [TestCase("text-guardrail", "TryText", "try-text")]
    [TestCase("guardrail", "TryMessage", "try-message")]
    [TestCase("tracer", "TryTracer", "try-tracer")]
    [TestCase("both", "TryBoth", "try-both")]
    public async Task A_plugin_of_each_kind_is_built_tested_listed_and_works(string kind, string project, string plugin)
    {
        var newcomer = Installed.Newcomer;
        var folder = newcomer.Scaffold(project, kind);

        var built = newcomer.Run("dotnet", folder, "build", "--nologo").Succeeded();
        var tested = newcomer.Run("dotnet", folder, "test", "--nologo").Succeeded();
        var listed = newcomer.Run(newcomer.Gateway, folder, "plugins", "list").Succeeded();
        await using var client = await newcomer.OpenAsync(folder, "--mcp-json-path", "mcp.json", "-p", plugin);
        var echoed = await CallAsync(client, "sample_echo", new() { ["text"] = "Where is Bluebird?" });
        var failed = await CallAsync(client, "sample_fail", []);
        await client.DisposeAsync(); // what a tracer has is written at the end

        using (Assert.EnterMultipleScope())
        {
            Assert.That(built.Output, Does.Contain("0 Warning(s)"));
            Assert.That(tested.Output, Does.Contain("Passed!").And.Contain("Failed:     0"));
            Assert.That(Directory.EnumerateFiles(Path.Combine(newcomer.Plugins, project)).Select(Path.GetFileName), Does.Contain($"{project}.dll").And.Not.Contain("Gateway.Abstractions.dll"));
            Assert.That(listed.Output.Split('\n').Where(line => line.StartsWith(plugin + " ", StringComparison.Ordinal)).ToArray(), Has.Length.EqualTo(kind == "both" ? 2 : 1));
            Assert.That(echoed, Is.EqualTo(kind is "text-guardrail" or "both" ? "Where is <WORD>?" : "Where is Bluebird?"));
            Assert.That(failed, kind == "guardrail" ? Does.Contain("The tool fail may not be called here.") : Does.Not.Contain("may not be called"));
            Assert.That(Lines(Path.Combine(folder, "calls.log")), kind is "tracer" or "both" ? Has.Some.Contains("sample echo ok").And.Some.Contains("sample fail tool_error") : Is.Empty);
        }
    }

    [Test]
    public async Task A_new_build_is_dropped_beside_a_running_gateway_and_the_next_start_takes_it_up()
    {
        var newcomer = Installed.Newcomer;
        var folder = newcomer.Scaffold("TryUpgrade", "text-guardrail");
        string[] arguments = ["--mcp-json-path", "mcp.json", "-p", "try-upgrade"];
        newcomer.Run("dotnet", folder, "build", "--nologo").Succeeded();
        await using var before = await newcomer.OpenAsync(folder, arguments);
        await CallAsync(before, "sample_echo", new() { ["text"] = "Bluebird" });

        var source = Path.Combine(folder, "TryUpgrade", "TryUpgradeGuardrail.cs");
        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("<WORD>", "<SECRET>", StringComparison.Ordinal));
        newcomer.Run("dotnet", folder, "build", "--nologo").Succeeded();
        await using var after = await newcomer.OpenAsync(folder, arguments);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CallAsync(before, "sample_echo", new() { ["text"] = "Bluebird" }), Is.EqualTo("<WORD>"), "what runs is not disturbed");
            Assert.That(await CallAsync(after, "sample_echo", new() { ["text"] = "Bluebird" }), Is.EqualTo("<SECRET>"));
        }
    }

    [Test]
    public void Plugins_new_makes_the_same_project_as_the_template()
    {
        var newcomer = Installed.Newcomer;
        newcomer.Run(newcomer.Gateway, newcomer.Home, "plugins", "new", "TryNew", "--kind", "tracer").Succeeded();
        newcomer.DotNet("new", "mcpgateway-plugin", "-n", "TryNew", "--kind", "tracer", "-o", "other").Succeeded();

        Assert.That(Contents("TryNew"), Is.EqualTo(Contents("other")).And.Not.Empty);

        SortedDictionary<string, string> Contents(string folder)
        {
            var root = Path.Combine(newcomer.Home, folder);
            return new(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
                .ToDictionary(file => Path.GetRelativePath(root, file), File.ReadAllText));
        }
    }

    [TestCase("..", "use letters, digits")]
    [TestCase("a/b", "use letters, digits")]
    public void Plugins_new_refuses_what_is_no_name(string name, string sentence)
    {
        var refused = Installed.Newcomer.Run(Installed.Newcomer.Gateway, Installed.Newcomer.Home, "plugins", "new", name);

        Assert.That(refused.ExitCode, Is.EqualTo(2));
        Assert.That(refused.Error, Does.Contain($"'{name}' is no name for a project").And.Contain(sentence));
    }

    [TestCase("my both.Check")]
    [TestCase("1st")]
    [TestCase("class")]
    [TestCase("R&D")]
    [TestCase("Guardrail")]
    public void Odd_names_make_projects_that_build_and_load(string name)
    {
        var newcomer = Installed.Newcomer;
        var folder = newcomer.Scaffold(name, "both");

        newcomer.Run("dotnet", folder, "build", "--nologo", "-v", "q", "-p:McpGatewayPlugins=" + Path.Combine(newcomer.Home, "odd")).Succeeded();

        var listed = newcomer.Run(newcomer.Gateway, folder, "plugins", "list", "--plugins-dir", Path.Combine(newcomer.Home, "odd")).Succeeded();
        Assert.That(listed.Error, Is.Empty, "every plugin there is fine");
    }

    [Test]
    public void The_installed_tool_writes_xetracks_file_with_the_library_it_carries()
    {
        var newcomer = Installed.Newcomer;
        var folder = Directory.CreateDirectory(Path.Combine(newcomer.Home, "traced")).FullName;
        File.WriteAllText(Path.Combine(folder, "mcp.json"), """{"mcpServers":{"mcp-gateway":{"command":"mcp-gateway","servers":{"sample":{"command":"mcp-gateway","args":["sample-server"]}},"plugins":{"xetrack":{"options":{"db_path":"track.db"}}}}}}""");

        newcomer.Run(newcomer.Gateway, folder, "call", "sample_echo", "text=hello", "--mcp-json-path", "mcp.json", "-p", "basic", "-p", "xetrack").Succeeded();

        Assert.That(File.ReadAllBytes(Path.Combine(folder, "track.db")).AsSpan(0, 15).ToArray(), Is.EqualTo("SQLite format 3"u8.ToArray()));
    }

    [Test]
    public void Without_installing_dnx_runs_it()
    {
        using var newcomer = new Newcomer();

        var listed = newcomer.DotNet("dnx", "McpGateway", "--source", Feed.Folder, "--yes", "--", "plugins", "list").Succeeded();

        Assert.That(listed.Output, Does.Contain("basic").And.Contain("presidio"));
    }

    private static async Task<string> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments) =>
        string.Concat((await client.CallToolAsync(tool, arguments)).Content.OfType<TextContentBlock>().Select(block => block.Text));

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
