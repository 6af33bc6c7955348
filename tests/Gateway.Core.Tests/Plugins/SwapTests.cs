using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

/// <summary>What is checked, hashed and run is one and the same copy, whatever happens to the source meanwhile.</summary>
internal sealed class SwapTests
{
    private const int Wanted = 10;

    private static readonly string[] Projects = ["Fish", "Duo"];

    [Test]
    [CancelAfter(120_000)]
    public async Task A_source_that_is_swapped_in_a_loop_never_runs_unchecked(CancellationToken patience)
    {
        using var folder = new PluginsFolder();
        var path = folder.File("Swapped.dll");
        byte[][] good = [.. Projects.Select(project => File.ReadAllBytes(Path.Combine(PluginsFolder.Built(project), project + ".dll")))];
        byte[][] all = [.. good, .. good, good[0][..(good[0].Length / 2)], .. good, [.. good[1].Select(b => (byte)~b)]];
        File.WriteAllBytes(path, good[0]);
        var hashes = await HashesOf(folder, path, good);
        using var isOver = new CancellationTokenSource();
        var swapping = new Thread(() => Swap(path, all, isOver.Token)) { IsBackground = true };
        swapping.Start();
        try
        {
            await LoadUntilAllWereSeen(folder, hashes, patience);
        }
        finally
        {
            await isOver.CancelAsync();
            swapping.Join();
        }
    }

    private static async Task LoadUntilAllWereSeen(PluginsFolder folder, string[] hashes, CancellationToken patience)
    {
        var loaded = new int[hashes.Length];
        var refused = 0;
        while (refused < Wanted || loaded.Min() < Wanted)
        {
            Assert.That(patience.IsCancellationRequested, Is.False, $"{string.Join(" and ", loaded)} loaded, {refused} refused by now");
            if (folder.Scan().Plugins is not [var description, ..]) continue;
            await using var loader = new PluginLoader(folder.Shadow); // a gateway each: one would keep what it has loaded
            try
            {
                var plugin = loader.Load(description, new() { Name = description.Name });
                var type = plugin.Instance.GetType();
                Assert.That(type.FullName, Is.EqualTo(description.TypeName), "what ran is not what was scanned");
                Assert.That(type.Module.ModuleVersionId, Is.EqualTo(VersionOf(plugin.Copy.AssemblyPath)), "what ran is not what was copied and hashed");

                // A copy made while a shorter version was written over a longer one has the tail of that, and loads: a version of its own.
                if (Array.IndexOf(hashes, plugin.Copy.Hash) is not -1 and var which)
                {
                    Assert.That(type.Assembly.GetName().Name, Is.EqualTo(Projects[which]), "what ran is not what was hashed");
                    loaded[which]++;
                }
            }
            catch (PluginException)
            {
                refused++;
            }
        }
    }

    private static Guid VersionOf(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    // By a new file each time and by writing over the same one: what editors do, and what cp does.
    private static void Swap(string path, byte[][] versions, CancellationToken cancellation)
    {
        for (var i = 0; !cancellation.IsCancellationRequested; i++)
        {
            var version = versions[i % versions.Length];
            if (i % 3 == 0)
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.Write(version);
                file.SetLength(version.Length);
            }
            else
            {
                File.WriteAllBytes(path + ".new", version);
                File.Move(path + ".new", path, overwrite: true);
            }
        }
    }

    private static async Task<string[]> HashesOf(PluginsFolder folder, string path, byte[][] versions)
    {
        var hashes = new List<string>();
        foreach (var version in versions)
        {
            File.WriteAllBytes(path, version);
            await using var loader = new PluginLoader(folder.Shadow);
            var description = folder.Scan().Plugins[0];
            hashes.Add(loader.Load(description, new() { Name = description.Name }).Copy.Hash);
        }

        return [.. hashes];
    }
}
