using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Startup;

/// <summary>The plugins that the command line asks for: found and checked at once, loaded when needed.</summary>
internal sealed class PluginSet(IReadOnlyList<PluginDescription> wanted) : IAsyncDisposable
{
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    private readonly PluginLoader _loader = new(GatewayHome.Shadow);
    private readonly Lock _lock = new();
    private readonly List<LoadedPlugin> _loaded = [];

    /// <summary>Without tracers, for commands that have nothing to trace.</summary>
    public PluginSet OnlyGuardrails() => new([.. wanted.Where(plugin => plugin.Kind == PluginKind.Guardrail)]);

    /// <summary>The folder that lies beside the program.</summary>
    public static PluginFolder Bundled { get; } = new() { Path = Path.Combine(AppContext.BaseDirectory, "plugins"), IsBundled = true };

    public IEnumerable<string> Names => wanted.Select(plugin => plugin.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    public bool HasGuardrails => wanted.Any(plugin => plugin.Kind == PluginKind.Guardrail);

    public IReadOnlyList<LoadedPlugin> Guardrails => Loaded(PluginKind.Guardrail);

    public IReadOnlyList<LoadedPlugin> Tracers => Loaded(PluginKind.Tracer);

    /// <summary>Scans the plugin folders; nothing of a plugin runs.</summary>
    public static PluginCatalogue Scan(IReadOnlyList<string> folders)
    {
        List<PluginFolder> all = [Bundled];
        if (Directory.Exists(GatewayHome.Plugins)) all.Add(new() { Path = GatewayHome.Plugins });
        all.AddRange(folders.Select(folder => new PluginFolder { Path = Path.GetFullPath(folder), IsRequired = true }));
        return PluginCatalogue.Scan(all);
    }

    /// <exception cref="PluginException">A plugin that was asked for is unknown or broken.</exception>
    public static PluginSet Find(PluginSelection selection, IReadOnlyList<string> folders, ILogger log)
    {
        if (selection.IsEmpty) return new([]);
        var catalogue = Scan(folders);
        foreach (var problem in catalogue.Problems)
        {
            var sentence = problem.ToString();
            HostLog.PluginProblem(log, sentence);
        }

        return new(selection.Resolve(catalogue));
    }

    /// <exception cref="PluginException">A plugin cannot be loaded.</exception>
    public void Load(GatewayConfiguration configuration, ILogger log)
    {
        foreach (var plugin in wanted) Load(plugin, configuration, log);
    }

    /// <summary>One more instance of a plugin, of the same assembly.</summary>
    /// <exception cref="PluginException">It cannot be made.</exception>
    public LoadedPlugin Load(PluginDescription plugin, GatewayConfiguration configuration, ILogger log)
    {
        var policy = configuration.Plugins.GetValueOrDefault(plugin.Name);
        var loaded = _loader.Load(plugin, new()
        {
            Name = plugin.Name,
            Options = policy?.Options ?? default,
            BaseFolder = policy?.OptionsFolder ?? configuration.BaseFolder,
            Logger = line => Say(log, plugin.Name, line),
        });
        lock (_lock) _loaded.Add(loaded);
        return loaded;
    }

    /// <summary>Disposes one instance. One that cannot end is left behind.</summary>
    public async Task UnloadAsync(LoadedPlugin plugin)
    {
        lock (_lock) _loaded.Remove(plugin);
        await EndAsync(plugin).ConfigureAwait(false);
    }

    private LoadedPlugin[] Loaded(PluginKind kind)
    {
        lock (_lock) return [.. _loaded.Where(plugin => plugin.Description.Kind == kind)];
    }

    private static async Task EndAsync(LoadedPlugin plugin)
    {
        try
        {
            await plugin.DisposeAsync().AsTask().WaitAsync(DisposeLimit).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PluginException or TimeoutException)
        {
            // It has said nothing for too long, or threw: nobody uses it any more.
        }
    }

    private static void Say(ILogger log, string plugin, string line)
    {
        var shown = Core.Protocol.Printable.Line(line);
        HostLog.FromPlugin(log, plugin, shown);
    }

    public async ValueTask DisposeAsync()
    {
        LoadedPlugin[] all;
        lock (_lock) all = [.. _loaded];
        foreach (var plugin in all) await EndAsync(plugin).ConfigureAwait(false);
        await _loader.DisposeAsync().ConfigureAwait(false);
    }
}
