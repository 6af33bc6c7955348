using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Gateway.Core.Plugins.Checking;

/// <summary>Whether a plugin's own DLL would find what it references, by the rules of its load context.</summary>
/// <remarks>Not what its libraries reference in turn: many name assemblies that they use on other systems only.</remarks>
internal static class PluginDependencies
{
    public static IReadOnlyList<string> Problems(string assemblyPath)
    {
        if (!DependencyFile.IsSoundBeside(assemblyPath)) return [PluginLoadContext.BadDependencyFile];
        AssemblyDependencyResolver resolver;
        try
        {
            resolver = new(assemblyPath);
        }
        catch (InvalidOperationException)
        {
            return [PluginLoadContext.BadDependencyFile];
        }

        var problems = new List<string>();
        foreach (var reference in PluginReferences.Of(assemblyPath).Assemblies)
        {
            if (PluginLoadContext.IsShared(reference.Name)) continue;
            var path = resolver.ResolveAssemblyToPath(new AssemblyName(reference.FullName));
            if (path is null ? PluginLoadContext.IsAvailable(reference.Name) : !IsOlder(path, reference.Version)) continue;
            problems.Add(LoadFailure.Missing(reference));
        }

        return problems;
    }

    private static bool IsOlder(string path, Version? wanted)
    {
        using var image = new PEReader(File.OpenRead(path), PEStreamOptions.PrefetchMetadata);
        return image.HasMetadata && image.GetMetadataReader().GetAssemblyDefinition().Version < wanted;
    }
}
