using System.Runtime;

#pragma warning disable CA1050 // the runtime looks for this name and no other (DOTNET_STARTUP_HOOKS)

/// <summary>Tells what a process has loaded and compiled by the time somebody makes the file that <c>STARTUP_PROBE</c> names: into that file.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("STARTUP_PROBE") is not { } path) return;
        // No child may do the same.
        Environment.SetEnvironmentVariable("STARTUP_PROBE", null);
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        new Thread(() => Tell(path), 128 * 1024) { IsBackground = true }.Start();
    }

    private static void Tell(string path)
    {
        while (!File.Exists(path)) Thread.Sleep(1);
        var methods = JitInfo.GetCompiledMethodCount();
        var assemblies = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name);
        File.WriteAllLines(path + ".new", [$"{methods}", .. assemblies.Order(StringComparer.Ordinal)!]);
        File.Move(path + ".new", path + ".told");
    }
}
