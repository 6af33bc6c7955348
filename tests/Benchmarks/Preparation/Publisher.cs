namespace Benchmarks.Preparation;

/// <summary>Publishes a project as users get it: Release, ReadyToRun, framework-dependent.</summary>
internal static class Publisher
{
    /// <returns>The program.</returns>
    public static string Publish(string project, string folder, string program)
    {
        Console.Error.WriteLine($"Publishing {project}");
        var output = Path.Combine(Repository.Output, folder);
        Tool.Run("dotnet", "publish", project, "-c", "Release", "-r", Repository.RuntimeIdentifier, "--no-self-contained",
            "-p:PublishReadyToRun=true", "-o", output, "-v", "q", "-nologo",
            "--disable-build-servers"); // none may stay and compete for the processor
        return Path.Combine(output, OperatingSystem.IsWindows() ? program + ".exe" : program);
    }
}
