using System.Diagnostics;
using System.Globalization;
using Gateway;
using Gateway.Core.Plugins;

namespace Benchmarks.InProcess;

/// <summary>How long it takes to find plugins and to load one: the first time in a process, and warm.</summary>
/// <remarks>Run as <c>Benchmarks plugins FOLDER</c>, with the folder of one built plugin that has no options; prints a line a figure.</remarks>
internal static class PluginDiscovery
{
    private const int Plugins = 50;
    private const int Rounds = 50;

    public static int Run(string plugin)
    {
        var root = Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName;
        try
        {
            var folder = new PluginFolder { Path = Path.Combine(root, "plugins") };
            for (var i = 0; i < Plugins; i++) Copy(Path.TrimEndingDirectorySeparator(plugin), folder.Path, $"Copy{i:00}");
            Say($"first scan of {Plugins} plugins", Time(() => PluginCatalogue.Scan([folder])));
            Say($"warm scan of {Plugins} plugins, median of {Rounds}", Median(() => PluginCatalogue.Scan([folder])));

            var loader = new PluginLoader(Path.Combine(root, "shadow"));
            var found = PluginCatalogue.Scan([folder]).Plugins.DistinctBy(description => description.AssemblyPath).ToList();
            Say("first load of a plugin", Time(() => Load(loader, found[0])));
            Say($"load of another, median of {Plugins - 1}", Median([.. found[1..].Select(description => Time(() => Load(loader, description)))]));
            loader.DisposeAsync().AsTask().Wait();
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        return 0;
    }

    private static void Load(PluginLoader loader, PluginDescription description) => loader.Load(description, new PluginContext { Name = description.Name });

    private static void Copy(string from, string plugins, string name)
    {
        var target = Directory.CreateDirectory(Path.Combine(plugins, name)).FullName;
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file).Replace(Path.GetFileName(from) + ".", name + ".", StringComparison.Ordinal)));
    }

    private static double Median(Action action) => Median([.. Enumerable.Range(0, Rounds).Select(_ => Time(action))]);

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static double Time(Action action)
    {
        var begin = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private static void Say(string what, double milliseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {milliseconds:0.00} ms"));
}
