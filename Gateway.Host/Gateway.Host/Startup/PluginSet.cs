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
    private readonly List<LoadedPlugin> _loaded = [];

    /// <summary>Without tracers, for commands that have nothing to trace.</summary>
    public PluginSet OnlyGuardrails() => new([.. wanted.Where(plugin => plugin.Kind == PluginKind.Guardrail)]);

    /// <summary>The folder that lies beside the program.</summary>
    public static PluginFolder Bundled { get; } = new() { Path = Path.Combine(AppContext.BaseDirectory, "plugins"), IsBundled = true };

    public IEnumerable<string> Names => wanted.Select(plugin => plugin.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    public bool HasGuardrails => wanted.Any(plugin => plugin.Kind == PluginKind.Guardrail);

    public IReadOnlyList<LoadedPlugin> Guardrails => [.. _loaded.Where(plugin => plugin.Description.Kind == PluginKind.Guardrail)];

    public IReadOnlyList<LoadedPlugin> Tracers => [.. _loaded.Where(plugin => plugin.Description.Kind == PluginKind.Tracer)];

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
        foreach (var plugin in wanted)
        {
            var policy = configuration.Plugins.GetValueOrDefault(plugin.Name);
            var context = new PluginContext
            {
                Name = plugin.Name,
                Options = policy?.Options ?? default,
                BaseFolder = policy?.OptionsFolder ?? configuration.BaseFolder,
                Logger = line => Say(log, plugin.Name, line),
            };
            _loaded.Add(_loader.Load(plugin, context));
        }
    }

    private static void Say(ILogger log, string plugin, string line)
    {
        var shown = Core.Protocol.Printable.Line(line);
        HostLog.FromPlugin(log, plugin, shown);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var plugin in _loaded)
        {
            try
            {
                // On another thread: a Dispose that blocks would block before there is a task to wait for.
                await Task.Run(() => plugin.DisposeAsync().AsTask()).WaitAsync(DisposeLimit).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is PluginException or TimeoutException)
            {
                // The gateway ends: a plugin that cannot is left behind.
            }
        }

        await _loader.DisposeAsync().ConfigureAwait(false);
    }
}
