using System.IO.Pipelines;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Routing;
using Gateway.Core.Servers;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Gateway.Testing.Guarding;
using Gateway.Testing.Logging;
using Gateway.Testing.Reading;

namespace Gateway.Testing.Harness;

/// <summary>A session put together as the program does, with pipes in memory to its client.</summary>
internal sealed class InProcessGateway : IRunningEnd
{
    private readonly CapturedLog _log;
    private readonly LoadedFolder _folder;
    private readonly IReadOnlyList<TracerPump> _pumps;
    private readonly GuardrailPipeline _pipeline;
    private readonly Session _session;

    private InProcessGateway(CapturedLog log, LoadedFolder folder, IReadOnlyList<TracerPump> pumps, GuardrailPipeline pipeline, Session session) =>
        (_log, _folder, _pumps, _pipeline, _session) = (log, folder, pumps, pipeline, session);

    public IReadOnlyList<string> Log => _log.Lines;

    public static RunningGateway Start(HarnessParts parts)
    {
        var log = new CapturedLog();
        var configuration = TestConfiguration.Read(parts.Policies, parts.Settings) with
        {
            Servers = [.. parts.Servers.Select(server => new ServerConfiguration { Name = server.Name }), .. parts.Programs],
        };
        var folder = LoadedFolder.Load(parts, configuration, log);
        try
        {
            return Start(parts, configuration, folder, log);
        }
        catch
        {
            folder.DisposeAsync().AsTask().Wait();
            throw;
        }
    }

    public async Task EndAsync()
    {
        await _session.DisposeAsync().ConfigureAwait(false);
        foreach (var pump in _pumps) await pump.DisposeAsync().ConfigureAwait(false);
        _pipeline.Watchdog.Dispose();
        await _folder.DisposeAsync().ConfigureAwait(false);
    }

    private static RunningGateway Start(HarnessParts parts, GatewayConfiguration configuration, LoadedFolder folder, CapturedLog log)
    {
        var thrown = new ThrownExceptions();
        LoadedPlugin[] plugins = [.. folder.Plugins, .. parts.Instances.Select(instance => instance.Loaded(thrown))];
        var pipeline = GuardrailSetup.Build([.. plugins.Where(plugin => plugin.Description.Kind == PluginKind.Guardrail)], configuration, TimeProvider.System, log);
        var tracing = TracerSetup.Build([.. plugins.Where(plugin => plugin.Description.Kind == PluginKind.Tracer)], pipeline, TimeProvider.System, log);
        ChildServer[] servers = [.. configuration.Servers.Select(server => Server(server, parts, configuration.Settings))];
        var environment = ConfigurationEnvironment.Current.Variables;
        foreach (var server in servers) server.Launch(environment);

        // Without a bound: a test that reads nothing must not hold the gateway's threads.
        var (toGateway, fromGateway) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new Pipe(new PipeOptions(pauseWriterThreshold: 0)));
        var session = new Session(new()
        {
            Configuration = configuration,
            Servers = servers,
            Pipeline = pipeline,
            Tracing = tracing,
            Client = new StreamClient(toGateway.Reader.AsStream(), new StreamByteWriter(fromGateway.Writer.AsStream())),
            Log = log,
        });
        session.Start();
        var lines = new ServerLines(fromGateway.Reader.AsStream(), toGateway.Writer.AsStream());
        return new(lines, new InProcessGateway(log, folder, tracing.Pumps, pipeline, session), parts.Answers);
    }

    private static ChildServer Server(ServerConfiguration server, HarnessParts parts, GatewaySettings settings) =>
        parts.Servers.Find(test => test.Name == server.Name) is { } test ? new(server, settings, () => new MemoryConnection(test)) : new(server, settings);
}
