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

/// <summary>What the sessions of one process share: configuration, plugins, what is known of servers. Everything slow happens beside something else that is slow.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly LastWords _lastWords;
    private readonly PluginSet _plugins;
    private readonly CallTracing _tracing;
    private readonly GuardrailPipeline _pipeline;
    private readonly ChangeFlag _changes;
    private readonly ServerMemory _memory;
    private readonly ServerFactory _factory;
    private readonly SessionSet _sessions;
    private readonly Reload _reload;
    private readonly ILogger _log;
    private readonly Lock _following = new();
    private ChildServer[]? _launched;
    private RunReporter? _reporter;
    private FileWatch? _watch;
    private string[] _followed = [];

    private GatewayProcess(GatewayPreparation made, CallTracing tracing, GuardrailPipeline pipeline, Reload reload, ChildServer[]? launched)
    {
        (_lastWords, _plugins, _changes, _memory, _factory, _sessions, _log) = (made.LastWords, made.Plugins, made.Changes, made.Memory, made.Factory, made.Sessions, made.Log);
        (_tracing, _pipeline, _reload, _launched) = (tracing, pipeline, reload, launched);
    }

    /// <summary>The configuration that is in force.</summary>
    public GatewayConfiguration Configuration => _sessions.Present;

    /// <summary>The sessions that are open.</summary>
    public IReadOnlyList<Session> Sessions => _sessions.All;

    /// <param name="arguments">What the command line says.</param>
    /// <param name="isWanted">Which servers are started at once, for the first session; null when there is none yet.</param>
    /// <param name="log">The gateway's log.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="PluginException">A plugin that was asked for cannot be used.</exception>
    public static GatewayProcess Start(GatewayArguments.Values arguments, Func<ServerConfiguration, bool>? isWanted, ILogger log)
    {
        var made = GatewayPreparation.Begin(arguments, isWanted, log);
        try
        {
            made.Plugins.Load(made.Sessions.Present, log);
            var configuration = made.Sessions.Present;
            var pipeline = GuardrailSetup.Build(made.Plugins.Guardrails, configuration, TimeProvider.System, log, made.Allowed, made.Changes);
            var tracing = TracerSetup.Build(made.Plugins.Tracers, pipeline, TimeProvider.System, log, made.Changes);
            var policy = new PolicyReload(pipeline, made.Plugins.Guardrails, configuration, made.AllowFile.Load, (plugin, next) => made.Plugins.Load(plugin, next, log), made.Plugins.UnloadAsync);
            return new(made, tracing, pipeline, new(arguments, made.Approvals, made.Sessions, policy, made.Plugins, made.Factory, log), isWanted is null ? null : made.Servers);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session with servers of its own; null when its server is not configured.</summary>
    /// <param name="view">What it offers.</param>
    /// <param name="client">Its client.</param>
    /// <param name="onEnd">Told once that it is over; who opened it then closes it.</param>
    /// <param name="recallsTools">Whether a list may be that of the servers' last start.</param>
    public Session? Open(SessionView view, IClientConnection client, Action<string?>? onEnd = null, bool recallsTools = true)
    {
        var session = _sessions.Add(view, configuration => Begin(configuration, client, onEnd ?? (static _ => { }), recallsTools));
        if (session is not null) _changes.Raise();
        return session;
    }

    /// <summary>Ends a session, and every process of it.</summary>
    public async Task CloseAsync(Session session)
    {
        await session.DisposeAsync().ConfigureAwait(false);
        _sessions.Remove(session);
        _changes.Raise();
    }

    // Started before the configuration can change: what is changed is started already.
    private Session Begin(GatewayConfiguration configuration, IClientConnection client, Action<string?> onEnd, bool recallsTools)
    {
        // The first one has the servers that were started for it.
        var launched = Interlocked.Exchange(ref _launched, null);
        ChildServer[] servers = launched ?? [.. configuration.Servers.Select(server => _factory.Make(server, configuration.Settings))];
        var session = new Session(new()
        {
            Configuration = configuration,
            Servers = servers,
            Pipeline = _pipeline,
            Tracing = _tracing,
            Client = client,
            Log = _log,
            Changes = _changes,
            Memory = _memory,
            RecallsTools = recallsTools,
            OnEnd = onEnd,
        });
        if (launched is null) _factory.Launch(servers);
        session.Start();
        return session;
    }

    /// <summary>Lets other commands of this user see the gateway, from shortly after now until it ends.</summary>
    /// <param name="address">Where it serves HTTP; null when it does not.</param>
    public void Announce(string? address = null)
    {
        var observer = new GatewayObserver
        {
            Sessions = () => _sessions.All,
            Pipeline = _pipeline,
            Plugins = [.. _plugins.Guardrails, .. _plugins.Tracers],
            Pumps = _tracing.Pumps,
            Configuration = () => _sessions.Present,
            Address = address,
            Started = TimeProvider.System.GetUtcNow(),
        };
        _reporter = new(new(GatewayHome.Run, GatewayHome.Path, GatewayHome.Servers, GatewayHome.Tokens), observer.Look, _changes, _log);
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
        End([.. _sessions.All.Select(CloseAsync), .. (_launched ?? []).Select(server => server.StopAsync())]);
        End(_factory.StopSharedAsync()); // those outlive their sessions
        End([.. _tracing.Pumps.Select(pump => pump.DisposeAsync().AsTask())]);
        _pipeline.Watchdog.Dispose();
        End(_plugins.DisposeAsync().AsTask());
        _lastWords.Dispose();
    }

    // The process ends with this: there is nothing left that waiting could block.
    private static void End(params Task[] tasks) => Task.WaitAll(tasks);
}
