namespace EndToEnd.Running;

/// <summary>A real server from npm. <c>tests/run</c> installs them.</summary>
internal static class NpmServer
{
    /// <summary>Adds <c>@modelcontextprotocol/NAME</c>; without it the test is skipped, and under CI=true it fails.</summary>
    public static void AddNpm(this Workspace workspace, string server, string name, params string[] arguments)
    {
        workspace.RequireNpm(name);
        workspace.Add(server, "node", [ProgramOf(name), .. arguments]);
    }

    /// <summary>Starts <c>@modelcontextprotocol/server-everything</c> over HTTP and adds it by its URL.</summary>
    public static NpmProcess AddEverything(this Workspace workspace, string server, string mode)
    {
        workspace.RequireNpm("server-everything");
        var process = workspace.Own(NpmProcess.Start(ProgramOf("server-everything"), mode, workspace.Environment));
        workspace.AddRemote(server, process.Url);
        return process;
    }

    public static string ProgramOf(string name) => Path.Combine(PackageOf(name), "dist", "index.js");

    /// <summary>Without the package the test is skipped, and under CI=true it fails.</summary>
    public static void RequireNpm(this Workspace workspace, string name)
    {
        if (Directory.Exists(PackageOf(name)) && HasNode(workspace)) return;
        var reason = $"@modelcontextprotocol/{name} or node is not installed: run tests/run, which installs them";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Ignore(reason);
    }

    private static string PackageOf(string name) => Path.Combine(Built.Repository, "tests", "EndToEnd", "servers", "node_modules", "@modelcontextprotocol", name);

    private static bool HasNode(Workspace workspace) =>
        workspace.Environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));
}
