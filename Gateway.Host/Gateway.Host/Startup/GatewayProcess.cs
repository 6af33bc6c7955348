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
    private readonly Reload _reload;
    private readonly ServerFactory _factory;
    private readonly Lock _following = new();
    private RunReporter? _reporter;
    private FileWatch? _watch;
    private string[] _followed = [];

    private GatewayProcess(LastWords lastWords, PluginSet plugins, IReadOnlyList<TracerPump> pumps, GuardrailPipeline pipeline, Session session, ChangeFlag changes, Reload reload, ServerFactory factory) =>
        (_lastWords, _plugins, _pumps, _pipeline, Session, _changes, _reload, _factory) = (lastWords, plugins, pumps, pipeline, session, changes, reload, factory);

    public Session Session { get; }

    /// <param name="arguments">What the command line says.</param>
    /// <param name="isWanted">Which servers are started.</param>
    /// <param name="input">What the client writes.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="log">The gateway's log.</param>
    /// <param name="recallsTools">Whether a list may be that of the servers' last start.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginException">A plugin that was asked for cannot be used.</exception>
    public static GatewayProcess Start(
        GatewayArguments.Values arguments, Func<ServerConfiguration, bool> isWanted, Stream input, IByteWriter output, ILogger log, bool recallsTools = true)
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
        ChildServer[] servers = [.. configuration.Servers.Where(isWanted).Select(server => factory.Make(server, configuration.Settings))];
        // The processes start while plugins are loaded: both take longer than all the rest.
        var launching = factory.Begin(servers);
        Session? session = null;
        var lastWords = new LastWords(() => Task.WhenAll(factory.StopSharedAsync(), session?.StopServersAsync() ?? Task.WhenAll(servers.Select(server => server.StopAsync()))), plugins.Names, log);
        var changes = new ChangeFlag();
        try
        {
            plugins.Load(configuration, log);
            var pipeline = GuardrailSetup.Build(plugins.Guardrails, configuration, TimeProvider.System, log, allowed, changes);
            var tracing = TracerSetup.Build(plugins.Tracers, pipeline, TimeProvider.System, log, changes);
            session = new(new()
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
                RecallsTools = recallsTools,
            });
            session.Start();
            var policy = new PolicyReload(pipeline, plugins.Guardrails, configuration, allowFile.Load, (plugin, next) => plugins.Load(plugin, next, log), plugins.UnloadAsync);
            return new(lastWords, plugins, tracing.Pumps, pipeline, session, changes, new(arguments, configuration, approvals, session, policy, plugins, factory, log), factory);
        }
        catch
        {
            launching.Join();
            End([.. servers.Select(server => server.StopAsync()), factory.StopSharedAsync(), plugins.DisposeAsync().AsTask()]);
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
            Configuration = _reload.Path,
            Started = TimeProvider.System.GetUtcNow(),
        };
        _reporter = new(new(GatewayHome.Run, GatewayHome.Path, GatewayHome.Servers, GatewayHome.Tokens), observer.Look, _changes, log);
    }

    /// <summary>Reads the configuration anew, and follows its files from then on.</summary>
    public void ReadAnew()
    {
        _reload.Run();
        Follow();
    }

    /// <summary>Reads the configuration anew whenever one of its files has changed.</summary>
    public void Follow()
    {
        // A signal and a change of a file may come together.
        lock (_following)
        {
            var files = _reload.Files;
            if (_followed.SequenceEqual(files)) return;
            _watch?.Dispose();
            (_watch, _followed) = (new(files, ReadAnew, _reload.OnNotFollowed), files);
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _reporter?.Dispose();
        End(Session.DisposeAsync().AsTask());
        End(_factory.StopSharedAsync());
        End([.. _pumps.Select(pump => pump.DisposeAsync().AsTask())]);
        _pipeline.Watchdog.Dispose();
        End(_plugins.DisposeAsync().AsTask());
        _lastWords.Dispose();
    }

    // The process ends with this: there is nothing left that waiting could block.
    private static void End(params Task[] tasks) => Task.WaitAll(tasks);
}
