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
internal sealed class Reload(GatewayArguments.Values arguments, Approvals approvals, SessionSet sessions, PolicyReload policy, PluginSet plugins, ServerFactory factory, ILogger log)
{
    private readonly Lock _lock = new();

    /// <summary>What the present configuration was read from, and what decides whether it may be used.</summary>
    public string[] Files => FilesOf(sessions.Present);

    /// <summary>One at a time; returns when the sessions have their new configuration.</summary>
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
        var before = sessions.Present;
        var settings = next.Settings.WithLasting(before.Settings);
        if (settings != next.Settings) HostLog.LaterSettings(log);
        next = next with { Settings = settings };
        foreach (var warning in next.Warnings) HostLog.ConfigurationWarning(log, warning);
        // First: it may refuse the configuration, and then nothing has changed.
        var isOtherPolicy = policy.Apply(next);
        var open = sessions.Replace(next);
        string[] changes = [.. open.Select(session => Apply(session.View.Of(next), session.Session)).OfType<ConfigurationChange>().Where(change => !change.IsEmpty).Select(change => change.ToString())];
        var what = open.Count == 0 ? "no session is open" : string.Join("; ", changes.Distinct()); // most often the same for all
        if (what.Length > 0) HostLog.Reloaded(log, what);
        factory.Keep(next);
        foreach (var tracer in plugins.Tracers.Select(plugin => plugin.Description.Name).Where(name => OptionsIdentity.Of(name, next) != OptionsIdentity.Of(name, before))) HostLog.LaterTracer(log, tracer);
        if (!isOtherPolicy) return;
        foreach (var (_, session) in open) session.OnPolicyChanged();
        HostLog.PolicyReloaded(log);
    }

    private ConfigurationChange? Apply(GatewayConfiguration? next, Session session)
    {
        if (next is not null) return session.Configuration.Apply(next, server => factory.Make(server, next.Settings), factory.Launch);
        session.End("its server is no longer configured");
        return null;
    }

    private string[] FilesOf(GatewayConfiguration present) =>
    [
        present.Path, GatewayHome.Trust, AllowFile.PathIn(GatewayHome.Path),
        .. plugins.Guardrails.SelectMany(plugin => OptionsIdentity.Files(plugin.Description.Name, present)),
        .. arguments.ConfigPath is { } config ? [Path.GetFullPath(ConfigurationEnvironment.Current.ExpandHome(config))] : Array.Empty<string>(),
        .. present.Servers.SelectMany(server => server.Sources).Select(source => source.Path).Distinct(StringComparer.Ordinal).Where(path => path != present.Path),
    ];
}
