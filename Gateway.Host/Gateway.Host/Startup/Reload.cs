using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Routing;
using Gateway.Core.Servers;
using Gateway.Core.Trust;
using Gateway.Host.Commands;
using Gateway.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Startup;

/// <summary>Reads the configuration anew while the gateway runs. What cannot be used changes nothing, and is said.</summary>
internal sealed class Reload(GatewayArguments.Values arguments, GatewayConfiguration first, Approvals approvals, Session session, PolicyReload policy, PluginSet plugins, ServerFactory factory, ILogger log)
{
    private volatile GatewayConfiguration _present = first;

    private readonly Lock _lock = new();

    /// <summary>The path of <c>mcp.json</c>.</summary>
    public string Path => _present.Path;

    /// <summary>What the present configuration was read from, and what decides whether it may be used.</summary>
    public string[] Files =>
    [
        Path, GatewayHome.Trust, AllowFile.PathIn(GatewayHome.Path),
        .. plugins.Guardrails.SelectMany(plugin => OptionsIdentity.Files(plugin.Description.Name, _present)),
        .. arguments.ConfigPath is { } config ? [System.IO.Path.GetFullPath(ConfigurationEnvironment.Current.ExpandHome(config))] : Array.Empty<string>(),
        .. _present.Servers.SelectMany(server => server.Sources).Select(source => source.Path).Distinct(StringComparer.Ordinal).Where(path => path != Path),
    ];

    /// <summary>One at a time; returns when the session has its new configuration.</summary>
    public void Run()
    {
        lock (_lock)
        {
            try
            {
                var next = arguments.Apply(ConfigurationLoader.Load(arguments.ConfigurationPath, arguments.ConfigPath, ConfigurationEnvironment.Current));
                Apply(approvals.Apply(next));
            }
            catch (Exception exception) when (exception is ConfigurationException or PluginException)
            {
                HostLog.NotReloaded(log, exception.Message);
            }
        }
    }

    /// <summary>Tells why changes are not noticed.</summary>
    public void OnNotFollowed(string why) => HostLog.NotFollowed(log, why);

    private void Apply(GatewayConfiguration next)
    {
        var settings = next.Settings.WithLasting(_present.Settings);
        if (settings != next.Settings) HostLog.LaterSettings(log);
        next = next with { Settings = settings };
        foreach (var warning in next.Warnings) HostLog.ConfigurationWarning(log, warning);
        // First: it may refuse the configuration, and then nothing has changed.
        var isOtherPolicy = policy.Apply(next);
        var change = session.Configuration.Apply(next, server => factory.Make(server, next.Settings), factory.Launch);
        factory.Keep(next);
        foreach (var tracer in plugins.Tracers.Select(plugin => plugin.Description.Name).Where(name => OptionsIdentity.Of(name, next) != OptionsIdentity.Of(name, _present))) HostLog.LaterTracer(log, tracer);
        _present = next;
        if (isOtherPolicy) session.OnPolicyChanged();
        if (isOtherPolicy) HostLog.PolicyReloaded(log);
        var what = change.ToString();
        if (!change.IsEmpty) HostLog.Reloaded(log, what);
    }
}
