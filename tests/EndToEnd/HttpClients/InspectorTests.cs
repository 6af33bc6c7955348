using System.Diagnostics;
using EndToEnd.Conformance;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.HttpClients;

/// <summary>The Inspector's command line, as a user gives it the address and the token.</summary>
public class InspectorTests
{
    private static readonly string Program = Path.Combine(Npm.Folder, "node_modules", "@modelcontextprotocol", "inspector", "clients", "launcher", "build", "index.js");

    [Test]
    public async Task It_lists_the_tools([Values] Route route, [Values("legacy", "auto", "modern")] string era)
    {
        using var workspace = new Workspace();
        AddLeak(workspace);
        var gateway = HttpPlayer.Start(workspace);
        var listed = await RunAsync(workspace, gateway, route, era, gateway.Token, "tools/list");
        Assert.That(listed.ExitCode, Is.Zero, listed.Error);
        Assert.That(listed.Json.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()), Does.Contain(HttpPlayer.PrefixOf(route) + "leak"), listed.Error);
        gateway.End();
    }

    [Test]
    public async Task It_gets_a_result_with_its_secret_masked([Values] Route route, [Values("legacy", "auto", "modern")] string era)
    {
        using var workspace = new Workspace();
        AddLeak(workspace);
        var gateway = HttpPlayer.Start(workspace);
        var called = await RunAsync(workspace, gateway, route, era, gateway.Token, "tools/call", "--tool-name", HttpPlayer.PrefixOf(route) + "leak");
        Assert.That(called.ExitCode, Is.Zero, called.Error);
        Assert.That(RawClient.TextOf(called.Json), Is.EqualTo($"the key is {Secrets.GitHubMask}"), called.Error);
        gateway.End();
    }

    [Test]
    public async Task Another_token_gets_nothing([Values] Route route, [Values("legacy", "modern")] string era)
    {
        using var workspace = new Workspace();
        AddLeak(workspace);
        var gateway = HttpPlayer.Start(workspace);
        var refused = await RunAsync(workspace, gateway, route, era, "another", "tools/list");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.ExitCode, Is.Not.Zero);
            Assert.That(refused.Output, Does.Not.Contain("leak"));
        }

        gateway.End();
    }

    // The Inspector sets a level before anything else, and gives up if it may not.
    private static void AddLeak(Workspace workspace) => workspace.AddScripted(Player.ServerName)
        .AnswerText("leak", $"the key is {Secrets.GitHub}")
        .On("logging-setLevel", """send {"jsonrpc":"2.0","id":{id},"result":{}}""");

    private static async Task<CommandResult> RunAsync(Workspace workspace, HttpGateway gateway, Route route, string era, string token, string method, params string[] options)
    {
        workspace.RequireNpm("inspector");
        string[] arguments = [Program, "--cli", HttpPlayer.UrlOf(gateway, route).ToString(), "--transport", "http", "--protocol-era", era, "--header", $"Authorization: Bearer {token}", "--method", method, "--format", "json", .. options];
        var start = new ProcessStartInfo(Suite.Node, arguments) { WorkingDirectory = workspace.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in workspace.Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!; // never null without the shell
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline.Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, await output, await error);
    }
}
