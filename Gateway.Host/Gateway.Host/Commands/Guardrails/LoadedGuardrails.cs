using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Host.Startup;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Commands.Guardrails;

/// <summary>Guardrails as a gateway would load them, for a command that runs none.</summary>
internal sealed class LoadedGuardrails : IDisposable
{
    private readonly PluginSet _plugins;

    private LoadedGuardrails(PluginSet plugins, GatewayConfiguration configuration) => (_plugins, Configuration) = (plugins, configuration);

    public GatewayConfiguration Configuration { get; }

    public IReadOnlyList<LoadedPlugin> Plugins => _plugins.Guardrails;

    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginException">A guardrail that was asked for cannot be used.</exception>
    public static LoadedGuardrails Load(PluginArguments arguments, ILogger log)
    {
        var configuration = ConfigurationLoader.LoadPolicy(arguments.ConfigurationPath, arguments.ConfigPath, ConfigurationEnvironment.Current);
        var plugins = PluginSet.Find(arguments.Plugins, arguments.PluginFolders, log).OnlyGuardrails();
        if (!plugins.HasGuardrails) throw new UsageException("no guardrail is named; name one with --enable-guardrails");
        plugins.Load(configuration, log);
        return new(plugins, configuration);
    }

    public void Dispose() => _plugins.DisposeAsync().AsTask().Wait();
}
