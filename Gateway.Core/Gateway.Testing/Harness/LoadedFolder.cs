using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Testing.Logging;

namespace Gateway.Testing.Harness;

/// <summary>The built plugins of a harness, loaded as the gateway loads them: checked, copied, each in a context of its own.</summary>
internal sealed class LoadedFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _shadow = Directory.CreateTempSubdirectory("mcp-gateway-test-");
    private readonly PluginLoader _loader;
    private readonly List<LoadedPlugin> _plugins = [];

    private LoadedFolder() => _loader = new(_shadow.FullName);

    public IReadOnlyList<LoadedPlugin> Plugins => _plugins;

    /// <exception cref="PluginException">One of them cannot be used.</exception>
    public static LoadedFolder Load(HarnessParts parts, GatewayConfiguration configuration, CapturedLog log)
    {
        var folder = new LoadedFolder();
        try
        {
            foreach (var built in parts.Built) folder.Add(built, configuration, log);
            return folder;
        }
        catch
        {
            folder.Remove();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var plugin in _plugins) await plugin.DisposeAsync().ConfigureAwait(false);
        await _loader.DisposeAsync().ConfigureAwait(false);
        Remove();
    }

    private void Add(HarnessParts.BuiltPlugin built, GatewayConfiguration configuration, CapturedLog log)
    {
        var catalogue = PluginCatalogue.Scan([new() { Path = built.Folder, IsRequired = true }]);
        var policy = configuration.Plugins[built.Name];
        foreach (var description in PluginSelection.Parse([built.Name]).Resolve(catalogue))
        {
            _plugins.Add(_loader.Load(description, new()
            {
                Name = description.Name,
                Options = policy.Options,
                BaseFolder = policy.OptionsFolder,
                Logger = line => log.Add(description.Name, line),
            }));
        }
    }

    // The files stay in use as long as the process lives; what the system does not let go of is left to it.
    private void Remove()
    {
        try
        {
            _shadow.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows holds loaded files.
        }
    }
}
