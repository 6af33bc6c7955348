namespace EndToEnd.Running;

/// <summary>A real server from npm. <c>tests/run</c> installs them.</summary>
internal static class NpmServer
{
    /// <summary>Adds <c>@modelcontextprotocol/NAME</c>; without it the test is skipped, and under CI=true it fails.</summary>
    public static void AddNpm(this Workspace workspace, string server, string name, params string[] arguments)
    {
        var program = Path.Combine(Built.Repository, "tests", "EndToEnd", "servers", "node_modules", "@modelcontextprotocol", name, "dist", "index.js");
        if (!File.Exists(program) || !HasNode(workspace))
        {
            var reason = $"@modelcontextprotocol/{name} or node is not installed: run tests/run, which installs them";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
            Assert.Ignore(reason);
        }

        workspace.Add(server, "node", [program, .. arguments]);
    }

    private static bool HasNode(Workspace workspace) =>
        workspace.Environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));
}
