using System.Composition.Hosting;
using System.Reflection;

namespace Gateway.Core.Plugins;

/// <summary>Copies plugins, loads them from the copy and creates their exports.</summary>
/// <param name="shadowRoot">The folder for the copies, shared by all gateways of this user; made private (0700) when it is not.</param>
/// <param name="rules">What a plugin must look like.</param>
internal sealed class PluginLoader(string shadowRoot, PluginRules? rules = null) : IAsyncDisposable
{
    private readonly PluginRules _rules = rules ?? PluginRules.Default;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LoadedAssembly> _assemblies = new(StringComparer.Ordinal);
    private ShadowFolder? _shadow;

    /// <summary>Creates the export that the description names. Exports of one file share its statics, nothing else.</summary>
    /// <exception cref="PluginException">It can't be created; the message says why in one sentence.</exception>
    public LoadedPlugin Load(PluginDescription description, PluginContext context)
    {
        var thrower = "loading it";
        try
        {
            var (assembly, copy) = AssemblyOf(description);
            var type = assembly.GetType(description.TypeName, throwOnError: true)!;
            var contract = description.Kind is PluginKind.Guardrail ? typeof(IGuardrail) : typeof(ITracer);
            if (!contract.IsAssignableFrom(type)) throw new PluginException($"its class {description.TypeName} does not implement {contract.Name}; a {description.KindName} must");

            // A container for each export: a sibling that can't be composed does not take this one down, and each gets
            // its own PluginContext. Part by part from the metadata: asking the assembly for all its types would load
            // what they need, and inspecting them would cost the start.
            var container = new ContainerConfiguration()
                .WithParts([type, .. description.PartTypeNames.Select(name => assembly.GetType(name, throwOnError: true)!)])
                .WithExport(context)
                .CreateContainer();
            thrower = $"the constructor of {description.TypeName}";
            return new(description, Create(container, contract), copy, container);
        }
        catch (Exception exception) // whatever the file or its constructor does, the user gets a sentence
        {
            throw new PluginException($"the {description.KindName} '{description.Name}' of {description.AssemblyPath} can't be used: {LoadFailure.Explain(exception, thrower)}", exception);
        }
    }

    /// <summary>Removes the copies, as far as the system lets go of them.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _shadow?.Dispose();
            _shadow = null;
            _assemblies.Clear();
        }

        return ValueTask.CompletedTask;
    }

    private static object Create(CompositionHost container, Type contract)
    {
        try
        {
            return container.GetExport(contract);
        }
        catch
        {
            container.Dispose();
            throw;
        }
    }

    private LoadedAssembly AssemblyOf(PluginDescription description)
    {
        lock (_gate)
        {
            if (_assemblies.TryGetValue(description.AssemblyPath, out var loaded)) return loaded;
            _shadow ??= ShadowFolder.Create(shadowRoot);
            var copy = PluginCopy.Create(description, Path.Combine(_shadow.Path, Guid.NewGuid().ToString("N")));
            CheckUnchanged(description, copy.AssemblyPath);
            loaded = new(PluginLoadContext.Create(copy.AssemblyPath).LoadFromAssemblyPath(copy.AssemblyPath), copy);
            _assemblies.Add(description.AssemblyPath, loaded);
            return loaded;
        }
    }

    // Names and rules were checked in the file; what runs is the copy.
    private void CheckUnchanged(PluginDescription description, string copy)
    {
        var exports = PluginMetadata.Read(new() { AssemblyPath = copy, Folder = copy, IsBundled = description.IsBundled }) ?? [];
        _rules.Check(exports);
        if (!exports.Any(export => (export.Kind, export.Name, export.TypeName) == (description.Kind, description.Name, description.TypeName)))
            throw new PluginException("it changed while the gateway started; start the gateway again");
    }

    private sealed record LoadedAssembly(Assembly Assembly, PluginCopy Copy);
}
