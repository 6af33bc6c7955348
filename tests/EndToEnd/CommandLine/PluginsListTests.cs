using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Plugins;
using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class PluginsListTests
{
    private static string RunFolder(Workspace workspace) => Path.Combine(workspace.Folder, "home", "run");

    private static string[] RunFiles(Workspace workspace, string pattern = "*.json") =>
        Directory.Exists(RunFolder(workspace)) ? Directory.GetFiles(RunFolder(workspace), pattern) : [];

    private static JsonElement List(Workspace workspace, string name = "basic", params string[] options) =>
        workspace.RunBare(["plugins", "list", "--json", .. options]).Json.EnumerateArray().Single(plugin => plugin.GetProperty("name").GetString() == name);

    private static JsonElement[] Running(Workspace workspace, string name = "basic") => [.. List(workspace, name).GetProperty("running").EnumerateArray()];

    private static JsonElement[] AwaitRunning(Workspace workspace, Func<JsonElement[], bool> isSo)
    {
        JsonElement[] running = [];
        Deadline.Until("the gateways are listed", () => isSo(running = Running(workspace)));
        return running;
    }

    [Test]
    public void The_table_has_a_line_for_each_plugin()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("plugins", "list");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
            Assert.That(result.Output, Does.Match(@"^NAME +KIND +VERSION +CONTRACT +ENABLED +HASH +PATH\n").And.Match(@"\nbasic +guardrail +\S+ +1\.\d+ +- +[0-9a-f]{12} +bundled\n").And.Not.Contain("GATEWAY"));
            Assert.That(result.Output.Split('\n').Select(line => line.Length), Is.All.LessThan(120));
        }
    }

    [Test]
    public void The_JSON_has_all_of_it()
    {
        using var workspace = new Workspace();
        var basic = List(workspace);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((basic.GetProperty("kind").GetString(), basic.GetProperty("bundled").GetBoolean(), basic.GetProperty("found").GetBoolean(), basic.GetProperty("enabled").GetBoolean()), Is.EqualTo(("guardrail", true, true, false)));
            Assert.That(basic.GetProperty("hash").GetString(), Does.Match("^[0-9a-f]{64}$"));
            Assert.That(File.Exists(basic.GetProperty("path").GetString()), Is.True);
            Assert.That(basic.GetProperty("description").GetString(), Is.Not.Empty);
            Assert.That(basic.TryGetProperty("selected", out _), Is.False);
        }
    }

    [Test]
    public void The_options_of_serve_tell_what_they_would_enable()
    {
        using var workspace = new Workspace();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(List(workspace, "basic", "--enable-guardrails", "basic").GetProperty("selected").GetBoolean(), Is.True);
            Assert.That(List(workspace, "lasso", "--enable-guardrails").GetProperty("selected").GetBoolean(), Is.False);
            Assert.That(workspace.RunBare("plugins", "list", "-p", "presidio").Output, Does.Match(@"presidio .* by these options .*bundled"));
            var unknown = workspace.RunBare("plugins", "list", "-p", "basik");
            Assert.That(unknown.ExitCode, Is.EqualTo(2));
            Assert.That(unknown.Error, Does.Contain("no plugin has the name 'basik'"));
        }
    }

    [Test]
    public void A_configuration_tells_what_it_sets_and_what_it_sets_for_nobody()
    {
        using var workspace = new Workspace();
        workspace.Entry["plugins"] = new JsonObject { ["basic"] = new JsonObject { ["onFailure"] = "block" }, ["presidoi"] = new JsonObject() };
        var result = workspace.Run("plugins", "list", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Error, Does.Contain("the configuration has plugins.presidoi, but no plugin has that name (did you mean 'presidio'?)"));
            Assert.That(result.Json.EnumerateArray().Select(plugin => (plugin.GetProperty("name").GetString(), plugin.GetProperty("configured").GetBoolean())), Does.Contain(("basic", true)).And.Contain(("presidio", false)));
        }
    }

    [Test]
    public void A_file_that_is_left_out_is_one_line_on_stderr_and_the_others_are_listed()
    {
        using var workspace = new Workspace();
        var plugins = Directory.CreateDirectory(workspace.PathOf("plugins")).FullName;
        File.WriteAllText(Path.Combine(plugins, "broken.dll"), "no assembly");
        var result = workspace.RunBare("plugins", "list", "--plugins-dir", plugins);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Error, Does.Match(@"^mcp-gateway: \S*broken\.dll is left out: [^\n]*\n$"));
            Assert.That(result.Output, Does.Contain("basic"));
        }
    }

    [Test]
    public void Gateways_that_run_are_shown_with_client_health_and_hits()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", $"{Secrets.GitHub} {Secrets.Aws}");
        var first = workspace.OpenGuarded();
        workspace.Open("--enable-guardrails", "basic,presidio");
        first.CallText("child_same");
        var running = AwaitRunning(workspace, gateways => gateways.Length == 2 && gateways.Any(gateway => gateway.GetProperty("hits").EnumerateObject().Any()) && gateways.All(gateway => gateway.TryGetProperty("client", out _)));
        var used = running.Single(gateway => gateway.GetProperty("process").GetInt32() == first.ProcessId);
        var table = workspace.RunBare("plugins", "list").Output;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(used.GetProperty("hits").GetProperty("github_pat").GetProperty("masked").GetInt32(), Is.EqualTo(1));
            Assert.That(used.GetProperty("client").GetProperty("name").GetString(), Is.EqualTo("raw"));
            Assert.That((used.GetProperty("health").GetString(), used.GetProperty("failures").GetInt32(), used.GetProperty("changed").GetBoolean()), Is.EqualTo(("ok", 0, false)));
            Assert.That(used.GetProperty("hash").GetString(), Is.EqualTo(List(workspace).GetProperty("hash").GetString()));
            Assert.That(used.GetProperty("configuration").GetString(), Is.EqualTo(workspace.PathOf("mcp.json")));
            Assert.That(running.Single(gateway => gateway.GetProperty("process").GetInt32() != first.ProcessId).GetProperty("hits").EnumerateObject(), Is.Empty);
            Assert.That(Running(workspace, "presidio"), Has.Length.EqualTo(1));
            Assert.That(table, Does.Match(@"basic +guardrail .* 2 gateways .*bundled").And.Match(@"presidio +guardrail .* 1 gateway .*bundled"));
            Assert.That(table, Does.Match($@"\n{first.ProcessId} +raw 1 +\d{{4}}-\d\d-\d\d \d\d:\d\d +basic +ok +2 masked \(aws_access_token, github_pat\)\n"));
        }
    }

    [Test]
    public void The_state_tells_of_servers_without_their_command_lines()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("good").AnswerText("same");
        workspace.AddScripted("bad").On("start", "exit 5");
        workspace.Open().ListNames();
        var servers = "";
        Deadline.Until("both servers have settled", () => RunFiles(workspace) is [var file] && Read(file) is { } text && !(servers = JsonElement.Parse(text).GetProperty("servers").GetRawText()).Contains("starting", StringComparison.Ordinal));
        Assert.That(
            JsonElement.Parse(servers).EnumerateArray().Select(server => (server.GetProperty("name").GetString(), server.GetProperty("state").GetString(), server.GetProperty("tools").GetInt32())),
            Is.EqualTo(new[] { ("good", "ready", 1), ("bad", "failed", 0) }));
        Assert.That(servers, Does.Contain("exit code 5"));
        Assert.That(Read(RunFiles(workspace).Single()), Does.Not.Contain("scripts-good"));
    }

    [Test]
    public void A_gateway_that_ends_leaves_no_file()
    {
        using var workspace = new Workspace();
        var gateway = workspace.OpenGuarded();
        AwaitRunning(workspace, gateways => gateways.Length == 1);
        gateway.CloseInput();
        gateway.WaitForExit();
        Assert.That(RunFiles(workspace, "*"), Is.Empty);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_gateway_that_was_killed_is_not_shown_and_its_file_is_swept()
    {
        using var workspace = new Workspace();
        var (killed, _) = (workspace.OpenGuarded(), workspace.OpenGuarded());
        AwaitRunning(workspace, gateways => gateways.Length == 2);
        killed.Kill();
        killed.WaitForExit();
        Assert.That(RunFiles(workspace), Has.Length.EqualTo(2));
        Assert.That(Running(workspace).Select(gateway => gateway.GetProperty("process").GetInt32()), Has.None.EqualTo(killed.ProcessId).And.Exactly(1).Items);
        Assert.That(RunFiles(workspace), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_plugin_that_runs_is_shown_also_where_its_folder_is_not_searched()
    {
        using var workspace = new Workspace();
        var plugins = workspace.DropElsewhere("Duo");
        workspace.Open("--plugins-dir", plugins, "-p", "duo");
        Deadline.Until("it is listed", () => workspace.RunBare("plugins", "list").Output.Contains("duo", StringComparison.Ordinal));
        var found = workspace.RunBare("plugins", "list", "--json", "--plugins-dir", plugins).Json.EnumerateArray().Where(plugin => plugin.GetProperty("name").GetString() == "duo").ToArray();
        var elsewhere = workspace.RunBare("plugins", "list", "--json").Json.EnumerateArray().Where(plugin => plugin.GetProperty("name").GetString() == "duo").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(plugin => (plugin.GetProperty("kind").GetString(), plugin.GetProperty("found").GetBoolean(), plugin.GetProperty("enabled").GetBoolean())), Is.EquivalentTo(new[] { ("guardrail", true, true), ("tracer", true, true) }));
            Assert.That(elsewhere.Select(plugin => (plugin.GetProperty("kind").GetString(), plugin.GetProperty("found").GetBoolean(), plugin.GetProperty("enabled").GetBoolean())), Is.EquivalentTo(new[] { ("guardrail", false, true), ("tracer", false, true) }));
            Assert.That(found.Single(plugin => plugin.GetProperty("kind").GetString() == "tracer").GetProperty("running")[0].GetProperty("dropped").GetInt32(), Is.Zero);
        }
    }

    [Test]
    public void A_file_that_was_replaced_since_is_told_apart_from_what_runs()
    {
        using var workspace = new Workspace();
        var plugins = workspace.DropElsewhere("Duo");
        workspace.Open("--plugins-dir", plugins, "-p", "duo");
        Deadline.Until("it is listed", () => workspace.RunBare("plugins", "list").Output.Contains("duo", StringComparison.Ordinal));
        File.AppendAllText(Path.Combine(plugins, "Duo", "Duo.deps.json"), "\n");
        Assert.That(workspace.RunBare("plugins", "list", "--plugins-dir", plugins).Output, Does.Contain("duo (another version than the file)"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Run_files_are_for_the_user_alone_and_hold_no_secret()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = new Workspace();
        workspace.AddScripted(Secrets.HuggingFace).AnswerText("same", Secrets.GitHub);
        var gateway = workspace.Start("--enable-guardrails", "basic");
        gateway.Write($$$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"client {{{Secrets.Aws}}}","version":"{{{Secrets.GitHub}}}"} } }""");
        gateway.ReadAnswer("1");
        gateway.ListNames();
        gateway.Call("run_tool", $$"""{"server_name":"{{Secrets.HuggingFace}}","tool_name":"same","arguments":{"secret":"{{Secrets.GitHub}}"} }""");
        var running = AwaitRunning(workspace, gateways => gateways is [var only] && only.GetProperty("hits").EnumerateObject().Any() && only.TryGetProperty("client", out _));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(running[0].GetProperty("client").GetProperty("name").GetString(), Is.EqualTo($"client {Secrets.AwsMask}"));
            Assert.That(File.GetUnixFileMode(RunFolder(workspace)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            foreach (var file in RunFiles(workspace, "*"))
            {
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
                if (file.EndsWith(".lock", StringComparison.Ordinal)) Assert.That(new FileInfo(file).Length, Is.Zero);
                else Assert.That(Read(file), Does.Not.Contain(Secrets.HuggingFace).And.Not.Contain(Secrets.GitHub).And.Not.Contain(Secrets.Aws), file);
            }
        }
    }

    [Test]
    public void A_home_that_cannot_be_written_costs_one_line_and_nothing_else()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", "served");
        Directory.CreateDirectory(Path.Combine(workspace.Folder, "home"));
        File.WriteAllText(RunFolder(workspace), "in the way");
        var gateway = workspace.OpenGuarded();
        gateway.AwaitError("the state of this gateway cannot be kept in");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("served"));
        gateway.CloseInput();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.WaitForExit(), Is.Zero);
            Assert.That(gateway.Error.Split("cannot be kept in"), Has.Length.EqualTo(2));
            Assert.That(Running(workspace), Is.Empty);
        }
    }

    [Test]
    public void Other_commands_keep_no_state()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        workspace.Run("call", "child_same", "--enable-guardrails", "basic");
        Assert.That(Directory.Exists(RunFolder(workspace)), Is.False);
    }

    // Empty while it is being replaced.
    private static string? Read(string file)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
