using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Core.Plugins;

/// <summary>The private world of one plugin: it shares the contract and what the contract speaks of, and keeps its own libraries.</summary>
/// <remarks>Not collectible: that would switch off ReadyToRun code and tiered compilation for the plugin.</remarks>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    public const string BadDependencyFile = "its deps.json can't be read; build it or copy it again";

    private static readonly Lazy<Dictionary<string, string>> Available = new(FindAvailable);
    private static readonly Lazy<HashSet<string>> Shared = new(ContractClosure);

    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;

    private PluginLoadContext(string assemblyPath, AssemblyDependencyResolver resolver)
        : base(Path.GetFileNameWithoutExtension(assemblyPath), isCollectible: false)
    {
        _resolver = resolver;
        _folder = Path.GetDirectoryName(assemblyPath)!;
    }

    /// <exception cref="PluginException">The deps.json beside the assembly can't be read.</exception>
    public static PluginLoadContext Create(string assemblyPath)
    {
        if (!DependencyFile.IsSoundBeside(assemblyPath)) throw new PluginException(BadDependencyFile);
        try
        {
            return new(assemblyPath, new AssemblyDependencyResolver(assemblyPath));
        }
        catch (InvalidOperationException exception)
        {
            throw new PluginException(BadDependencyFile, exception);
        }
    }

    /// <summary>Whether the gateway can load an assembly of that name itself.</summary>
    public static bool IsAvailable(string name) => Available.Value.ContainsKey(name);

    /// <summary>Whether a plugin always gets the gateway's own.</summary>
    public static bool IsShared(string name) => IsAvailable(name) && Shared.Value.Contains(name);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var own = _resolver.ResolveAssemblyToPath(assemblyName);
        if (assemblyName.Name is not { } name || assemblyName.CultureName is { Length: > 0 }) return own is null ? null : LoadFromAssemblyPath(own);

        // What is shared never comes from the plugin's folder: its types would not be ours.
        // What the gateway itself does not have cannot be shared; that spares most plugins the closure.
        return own is null || IsShared(name) ? FromGateway(name) : LoadFromAssemblyPath(own);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) ?? FindNative(unmanagedDllName);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    // A plugin without a deps.json: look where a build puts native libraries.
    private string? FindNative(string name)
    {
        var files = NativeFileNames.Of(name);
        return RuntimeIdentifiers.Compatible
            .Select(runtime => Path.Combine(_folder, "runtimes", runtime, "native"))
            .Append(_folder)
            .SelectMany(place => files.Select(file => Path.Combine(place, file)))
            .FirstOrDefault(File.Exists);
    }

    // Without the version: a plugin that was built against a newer patch gets the gateway's.
    private static Assembly? FromGateway(string name)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return null; // the runtime then says it itself, with the version that was asked for
        }
    }

    // Every assembly that the gateway can load, by name.
    private static Dictionary<string, string> FindAvailable()
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator)) files[Path.GetFileNameWithoutExtension(path)] = path;
        return files;
    }

    // The contract, what it references, and what that references in turn: whatever can cross the boundary. A list by
    // hand would miss that a JsonElement of the contract and one of a plugin's own System.Text.Json are two types.
    // Read from the files, because loading all of them would cost the start.
    private static HashSet<string> ContractClosure()
    {
        var shared = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var queue = new Queue<string>([typeof(IGuardrail).Assembly.GetName().Name!]);
        while (queue.TryDequeue(out var name))
        {
            if (!shared.Add(name) || !Available.Value.TryGetValue(name, out var path)) continue;
            foreach (var reference in PluginReferences.Of(path).Assemblies) queue.Enqueue(reference.Name);
        }

        return shared;
    }
}
