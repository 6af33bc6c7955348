using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Core.Running;
using Gateway.Core.Servers;
using Gateway.Core.Trust;
using Gateway.Host.Commands;
using Gateway.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Startup;

/// <summary>What a process has before its plugins are loaded: they take long, so servers start meanwhile.</summary>
internal sealed class GatewayPreparation : IDisposable
{
    private Thread? _launching;

    public required SessionSet Sessions { get; init; }

    public required Approvals Approvals { get; init; }

    public required PluginSet Plugins { get; init; }

    public required AllowFile AllowFile { get; init; }

    /// <summary>Values that guardrails let pass; null when there are no guardrails.</summary>
    public AllowedValues? Allowed { get; init; }

    public required ServerMemory Memory { get; init; }

    public required ServerFactory Factory { get; init; }

    /// <summary>Those that are being started.</summary>
    public required ChildServer[] Servers { get; init; }

    public required LastWords LastWords { get; init; }

    public required ILogger Log { get; init; }

    public ChangeFlag Changes { get; } = new();

    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginException">A plugin that was asked for cannot be used.</exception>
    public static GatewayPreparation Begin(GatewayArguments.Values arguments, Func<ServerConfiguration, bool>? isWanted, ILogger log)
    {
        // Plugins are looked for, and composition is compiled, while the configuration is read.
        if (!arguments.Plugins.IsEmpty) CompositionWarmUp.Begin();
        var finding = new Background<PluginSet>("plugins", () => PluginSet.Find(arguments.Plugins, arguments.PluginFolders, log));
        var environment = ConfigurationEnvironment.Current;
        var configuration = arguments.Apply(ConfigurationLoader.Load(arguments.ConfigurationPath, arguments.ConfigPath, environment));
        var approvals = new Approvals(new(GatewayHome.Path), line => HostLog.Trust(log, line));
        configuration = approvals.Apply(configuration);
        foreach (var warning in configuration.Warnings) HostLog.ConfigurationWarning(log, warning);
        if (configuration.Servers.Count == 0) HostLog.NoServers(log, configuration.Path);
        var inherited = Nesting.Enter(configuration.Path, environment.Variables);
        var plugins = finding.Result;
        if (!plugins.HasGuardrails) HostLog.Unguarded(log);
        var allowFile = new AllowFile(GatewayHome.Path, TimeProvider.System);
        var allowed = plugins.HasGuardrails ? allowFile.Load() : null;

        var memory = new ServerMemory(GatewayHome.Servers, inherited);
        var factory = new ServerFactory(memory, inherited, log);
        var sessions = new SessionSet(configuration);
        ChildServer[] servers = isWanted is null ? [] : [.. configuration.Servers.Where(isWanted).Select(server => factory.Make(server, configuration.Settings))];
        var lastWords = new LastWords(() => StopAsync(sessions, servers, factory), plugins.Names, log);
        var made = new GatewayPreparation
        {
            Sessions = sessions,
            Approvals = approvals,
            Plugins = plugins,
            AllowFile = allowFile,
            Allowed = allowed,
            Memory = memory,
            Factory = factory,
            Servers = servers,
            LastWords = lastWords,
            Log = log,
        };
        // The processes start while plugins are loaded: both take longer than all the rest.
        if (servers.Length > 0) made._launching = factory.Begin(servers);
        return made;
    }

    /// <summary>Nothing came of it.</summary>
    public void Dispose()
    {
        _launching?.Join();
        Task.WaitAll([.. Servers.Select(server => server.StopAsync()), Factory.StopSharedAsync(), Plugins.DisposeAsync().AsTask()]);
        LastWords.Dispose();
    }

    private static Task StopAsync(SessionSet sessions, ChildServer[] launched, ServerFactory factory) =>
        Task.WhenAll([.. sessions.All.Select(session => session.StopServersAsync()), .. launched.Select(server => server.StopAsync()), factory.StopSharedAsync()]);
}
