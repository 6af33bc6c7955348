using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Running;
using Gateway.Core.Servers;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Routing;

/// <summary>One client and its own servers, from the first byte to the last process.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly SessionContext _context;
    private readonly CallTimeouts _timeouts;
    private readonly ToolsListing _listing;
    private readonly ServerStarts _starts;
    private readonly ServerRestarts _restarts;
    private readonly ServerChanges _changes;
    private readonly PeerReader _reader;
    private readonly Signal _hasEnded = new();
    private readonly Action<string?> _onEnd;
    private int _isOver;
    private string? _endReason;

    public Session(SessionOptions options)
    {
        var (configuration, settings, time) = (options.Configuration, options.Configuration.Settings, options.Time);
        // Names depend on all configured servers, also in a session that starts only one of them.
        var names = ServerNames.Of(configuration);
        var servers = options.Servers;
        OwnTool[] own = settings.Expose == Expose.Tools ? [] : [OwnTool.GetMetadata, OwnTool.RunTool];
        string[] order = [.. servers.Select(server => server.Name)];
        var output = options.Client.OpenOutput(settings.QueueBytes, exception => End($"the client is gone ({exception.GetType().Name})"));
        _onEnd = options.OnEnd;
        _context = new()
        {
            Id = Guid.NewGuid().ToString("N"),
            Configuration = configuration,
            Pipeline = options.Pipeline,
            Client = output,
            Contradiction = options.Client.Contradiction,
            Servers = servers,
            Catalog = new(order, own, settings.Expose != Expose.Meta),
            Lists = [new(order, ListKind.Prompts), new(order, ListKind.Resources), new(order, ListKind.ResourceTemplates)],
            Listens = new(output, settings.MaxInFlight),
            Names = names,
            Tracing = options.Tracing,
            Time = time,
            Log = options.Log,
            Changes = options.Changes,
            Memory = options.Memory,
            ServerRequests = new(settings.MaxInFlight),
        };
        var answers = new CallAnswers(_context);
        _context.Parked = new(_context, answers);
        _timeouts = new(_context, answers);
        var requests = new ServerRequests(_context);
        _listing = new(_context);
        var reader = new ListReader(options.Pipeline, settings, _context.Id, _context.Shown);
        var lists = new ServerLists(_context, reader, _context.Notices);
        var serverTools = new ServerTools(_context, reader, _listing);
        foreach (var server in servers) serverTools.Recall(server, options.RecallsTools);
        var news = new ServerNews(_context);
        var changes = _changes = new ServerChanges(_context, lists, serverTools, news);
        var router = new CallRouter(_context, answers, _timeouts);
        answers.PassOn = (call, server, frame) => router.Pass(call, server, frame, null);
        answers.Rounds = new(_context, (call, code, sentence) => answers.Fail(call, code, sentence, "error"), router.Resend);
        _timeouts.OnTimeout = new HangWatch(_context, news).OnTimeout;
        _starts = new(_context, serverTools, _listing, changes, news);
        _restarts = new(_context, _starts.StartAgain);
        _starts.OnFailed = _restarts.OnFailed;
        _starts.OnRequiredFailed = server => End($"server '{Printable.Line(server.Name)}' is required and could not be started");
        var losses = new ServerLosses(_context, answers, router, requests, changes, _restarts, news);
        _starts.Handler = (server, run) => new ServerPeer(_context, server, run, answers, requests, changes, losses);
        Configuration = new(_context, _starts, changes, new(_context, serverTools, lists));
        var tools = new ToolRequests(_context, router, answers, new(_context), _listing, lists, serverTools.WhenFresh);
        var client = new ClientPeer(_context, new(_context, router, answers, tools, lists, reader), requests, new(_context), _starts.OnIntroduced, End);
        _reader = new("client", options.Client.OpenInput(settings.MaxMessageBytes), client, options.Pipeline, settings);
    }

    /// <summary>Changes what is configured while the session runs.</summary>
    public Reconfiguration Configuration { get; }

    /// <summary>Another policy of the guardrails is in force: what the client may still be shown must be theirs.</summary>
    public void OnPolicyChanged() => _changes.OnPolicyChanged();

    /// <summary>Who the client says it is, raw; null before its first message.</summary>
    public byte[]? ClientInfo => _context.Introduction?.ClientInfo;

    /// <summary>Waits until the client is gone; a sentence when the gateway had to end it.</summary>
    public string? WaitForEnd()
    {
        _hasEnded.Wait();
        return _endReason;
    }

    /// <summary>Listens to the client and to every server as soon as its process runs.</summary>
    public void Start()
    {
        foreach (var server in _context.Servers) _starts.Start(server);
        _reader.Start();
    }

    /// <summary>The servers as they are now; reasons unguarded.</summary>
    public IReadOnlyList<RunningServer> Servers() =>
        [.. _context.Servers.Select(Look)];

    private RunningServer Look(ChildServer server)
    {
        var status = server.Life.Status;
        return new()
        {
            Name = server.Name,
            State = status.State.Word(),
            Tools = _context.Catalog.ToolsOf(server.Name).Count,
            Reason = status.Reason,
            Since = status.Since,
            Restarts = server.Life.Restarts,
            RetryAt = status.RetryAt,
        };
    }

    /// <summary>Makes <see cref="WaitForEnd"/> return; the first reason counts.</summary>
    public void End(string? reason)
    {
        Interlocked.CompareExchange(ref _endReason, reason, null);
        _hasEnded.Set();
        if (Interlocked.Exchange(ref _isOver, 1) == 0) _onEnd(reason);
    }

    /// <summary>Tells a modern client that its subscriptions are over.</summary>
    public void EndSubscriptions() => _context.Listens.EndAll();

    /// <summary>Ends every process of it, and nothing else.</summary>
    public Task StopServersAsync() => Task.WhenAll([Configuration.StopAsync(), .. _context.Servers.Select(server => server.StopAsync())]);

    /// <summary>Ends the session and every process of it.</summary>
    public async ValueTask DisposeAsync()
    {
        _context.Listens.EndAll();
        _context.Client.Drain(TimeSpan.FromSeconds(1));
        await _context.Ending.CancelAsync().ConfigureAwait(false);
        _restarts.Dispose();
        await StopServersAsync().ConfigureAwait(false);
        _timeouts.Dispose();
        _listing.Dispose();
        _context.Client.Dispose();
        // Ending is not disposed: a start or a listing that is late may still ask for its token.
        var dropped = Interlocked.Read(ref _context.Dropped);
        Log.Dropped(_context.Log, dropped);
    }
}
