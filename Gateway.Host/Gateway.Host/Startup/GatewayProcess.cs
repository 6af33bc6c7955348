using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Routing;
using Gateway.Core.Running;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Gateway.Core.Trust;
using Gateway.Host.Commands;
using Gateway.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Startup;

/// <summary>Puts a session together: configuration, plugins, processes. Everything slow happens beside something else that is slow.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly LastWords _lastWords;
    private readonly PluginSet _plugins;
    private readonly IReadOnlyList<TracerPump> _pumps;
    private readonly GuardrailPipeline _pipeline;
    private readonly ChangeFlag _changes;
    private readonly string _configurationPath;
    private RunReporter? _reporter;

    private GatewayProcess(LastWords lastWords, PluginSet plugins, IReadOnlyList<TracerPump> pumps, GuardrailPipeline pipeline, Session session, ChangeFlag changes, string configurationPath) =>
        (_lastWords, _plugins, _pumps, _pipeline, Session, _changes, _configurationPath) = (lastWords, plugins, pumps, pipeline, session, changes, configurationPath);

    public Session Session { get; }

    /// <param name="arguments">What the command line says.</param>
    /// <param name="isWanted">Which servers are started.</param>
    /// <param name="input">What the client writes.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="log">The gateway's log.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginException">A plugin that was asked for cannot be used.</exception>
    public static GatewayProcess Start(
        GatewayArguments.Values arguments, Func<ServerConfiguration, bool> isWanted, Stream input, IByteWriter output, ILogger log)
    {
        // Plugins are looked for, and composition is compiled, while the configuration is read.
        if (!arguments.Plugins.IsEmpty) CompositionWarmUp.Begin();
        var finding = new Background<PluginSet>("plugins", () => PluginSet.Find(arguments.Plugins, arguments.PluginFolders, log));
        var environment = ConfigurationEnvironment.Current;
        var configuration = arguments.Apply(ConfigurationLoader.Load(arguments.ConfigurationPath, arguments.ConfigPath, environment));
        configuration = new Approvals(new(GatewayHome.Path), line => HostLog.Trust(log, line)).Apply(configuration);
        foreach (var warning in configuration.Warnings) HostLog.ConfigurationWarning(log, warning);
        if (configuration.Servers.Count == 0) HostLog.NoServers(log, configuration.Path);
        var inherited = Nesting.Enter(configuration.Path, environment.Variables);
        var plugins = finding.Result;
        if (!plugins.HasGuardrails) HostLog.Unguarded(log);
        var allowed = plugins.HasGuardrails ? new AllowFile(GatewayHome.Path, TimeProvider.System).Load() : null;

        var memory = new ServerMemory(GatewayHome.Servers, inherited);
        ChildServer[] servers = [.. configuration.Servers.Where(isWanted).Select(server => new ChildServer(server, configuration.Settings, RemoteServers.Connection(server, configuration.Settings)) { Known = memory.Recall(server), LogFolder = GatewayHome.ServerLogs })];
        // The processes start while plugins are loaded: both take longer than all the rest.
        var launching = new Thread(() =>
        {
            foreach (var server in servers) if (server.State == ServerState.Starting) server.Launch(inherited);
            if (ChildProcess.AreUnwatched) HostLog.Unwatched(log);
        }) { IsBackground = true, Name = "launch" };
        launching.Start();
        var lastWords = new LastWords(servers, plugins.Names, log);
        var changes = new ChangeFlag();
        try
        {
            plugins.Load(configuration, log);
            var pipeline = GuardrailSetup.Build(plugins.Guardrails, configuration, TimeProvider.System, log, allowed, changes);
            var tracing = TracerSetup.Build(plugins.Tracers, pipeline, TimeProvider.System, log, changes);
            var session = new Session(new()
            {
                Configuration = configuration,
                Servers = servers,
                Pipeline = pipeline,
                Tracing = tracing,
                Input = input,
                Output = output,
                Log = log,
                Changes = changes,
                Memory = memory,
            });
            session.Start();
            return new(lastWords, plugins, tracing.Pumps, pipeline, session, changes, configuration.Path);
        }
        catch
        {
            launching.Join();
            End([.. servers.Select(server => server.StopAsync()), plugins.DisposeAsync().AsTask()]);
            lastWords.Dispose();
            throw;
        }
    }

    /// <summary>Lets other commands of this user see the gateway, from shortly after now until it ends.</summary>
    public void Announce(ILogger log)
    {
        var observer = new GatewayObserver
        {
            Session = Session,
            Pipeline = _pipeline,
            Plugins = [.. _plugins.Guardrails, .. _plugins.Tracers],
            Pumps = _pumps,
            Configuration = _configurationPath,
            Started = TimeProvider.System.GetUtcNow(),
        };
        _reporter = new(new(GatewayHome.Run), observer.Look, _changes, log);
    }

    public void Dispose()
    {
        _reporter?.Dispose();
        End(Session.DisposeAsync().AsTask());
        End([.. _pumps.Select(pump => pump.DisposeAsync().AsTask())]);
        _pipeline.Watchdog.Dispose();
        End(_plugins.DisposeAsync().AsTask());
        _lastWords.Dispose();
    }

    // The process ends with this: there is nothing left that waiting could block.
    private static void End(params Task[] tasks) => Task.WaitAll(tasks);
}
