using System.Reflection;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Eras;
using Gateway.Core.Routing;
using Gateway.Core.Servers;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>
/// The parts of a session put together as <see cref="Session"/> does it, with peers that speak on the test's own thread, a clock
/// that the test moves, and restarts that happen when the test says so.
/// </summary>
internal sealed class SteppedSession : IDisposable
{
    private const string Name = "server";

    private readonly GuardedSession _guarded = new(NullTime, NullLogger.Instance);
    private readonly CalledSource _client = new();
    private readonly SessionContext _context;
    private readonly CallTimeouts _timeouts;
    private readonly ToolsListing _listing;
    private readonly ServerStarts _starts;
    private readonly ServerRestarts _restarts;
    private readonly ServerChanges _changes;
    private readonly Reconfiguration _configuration;
    private readonly Lock _lock = new();
    private readonly HashSet<ChildServer> _waiting = [];
    private readonly List<(ChildServer Child, SteppedServer Server)> _servers = [];
    private int _version;

    public SteppedSession()
    {
        var configuration = Configured();
        var first = Make(configuration.Servers[0]);
        var output = new LineOutput(new(new LineTaker(Ledger.OnMessage), Settings.QueueBytes, exception => Ledger.Complain($"the client is gone: {exception}")));
        _context = new()
        {
            Id = "interleaved",
            Configuration = configuration,
            Pipeline = _guarded.Pipeline,
            Client = output,
            Servers = [first],
            Catalog = new([Name], [], true),
            Lists = [new([Name], ListKind.Prompts), new([Name], ListKind.Resources), new([Name], ListKind.ResourceTemplates)],
            Listens = new(output, Settings.MaxInFlight),
            Names = ServerNames.Of(configuration),
            Tracing = TracerSetup.Build([], _guarded.Pipeline, Time, NullLogger.Instance),
            Time = Time,
            Log = NullLogger.Instance,
            Changes = new(),
            Memory = new(null),
            ServerRequests = new(Settings.MaxInFlight),
        };
        var answers = new CallAnswers(_context);
        _context.Parked = new(_context, answers);
        _timeouts = new(_context, answers);
        var requests = new ServerRequests(_context);
        _listing = new(_context);
        var reader = new ListReader(_guarded.Pipeline, Settings, _context.Id, _context.Shown);
        var lists = new ServerLists(_context, reader, _context.Notices);
        var tools = new ServerTools(_context, reader, _listing);
        var news = new ServerNews(_context);
        _changes = new(_context, lists, tools, news);
        var router = new CallRouter(_context, answers, _timeouts);
        answers.PassOn = (call, server, frame) => router.Pass(call, server, frame, null);
        answers.Rounds = new(_context, (call, code, sentence) => answers.Fail(call, code, sentence, "error"), router.Resend);
        _starts = new(_context, tools, _listing, _changes, news);
        _restarts = new(_context, Wait);
        _starts.OnFailed = server => Ledger.Complain($"a start failed: {server.Reason}");
        var losses = new ServerLosses(_context, answers, router, requests, _changes, _restarts, news);
        _starts.Handler = (server, run) => new ServerPeer(_context, server, run, answers, requests, _changes, losses);
        _configuration = new(_context, _starts, _changes, new(_context, tools, lists));
        var toolRequests = new ToolRequests(_context, router, answers, new(_context), _listing, lists, tools.WhenFresh);
        var client = new ClientPeer(_context, new(_context, router, answers, toolRequests, lists, reader), requests, new(_context), _starts.OnIntroduced, static _ => { });
        new PeerReader("client", _client, client, _guarded.Pipeline, Settings).Start();
        first.Launch(new Dictionary<string, string>());
        _starts.Start(first);
        _client.Say("""{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        Assert.That(first.Life.Settled.Wait(Patience.Limit) && first.IsUp, Is.True, "the first server never became ready");
    }

    public static GatewaySettings Settings { get; } = new()
    {
        CallTimeout = TimeSpan.FromSeconds(1),
        MaxCallTimeout = TimeSpan.FromSeconds(2.5),
        RestartDelay = TimeSpan.FromMilliseconds(700),
        MaxRestartDelay = TimeSpan.FromMilliseconds(700),
        DrainTimeout = Patience.Limit * 2, // what is not drained is a fault of its own
    };

    // No guardrail waits for it.
    private static TimeProvider NullTime => TimeProvider.System;

    public ClientLedger Ledger { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>What speaks for the configured server, and those that have not ended.</summary>
    public IReadOnlyList<SteppedServer> Servers
    {
        get
        {
            lock (_lock) return [.. _servers.Select(server => server.Server)];
        }
    }

    private ChildServer Present => _context.Servers[0];

    /// <returns>The id of the call.</returns>
    public string Call(bool isRepeatable)
    {
        var id = Ledger.Begin(isRepeatable);
        var tool = isRepeatable ? "server_look" : "server_ask";
        _client.Say($$$$"""{"jsonrpc":"2.0","id":"{{{{id}}}}","method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{"n":"{{{{id}}}}"},"_meta":{"progressToken":"{{{{id}}}}"}}}""");
        Ledger.OnSaid(id);
        return id;
    }

    public void Cancel(string call)
    {
        Ledger.OnCancel(call, canBeSent: Present.State != ServerState.Starting || !IsWaiting);
        _client.Say($$$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"{{{{call}}}}"}}""");
    }

    public void Crash()
    {
        (ChildServer Child, SteppedServer Server)[] up;
        lock (_lock) up = [.. _servers.Where(server => server.Child.IsUp)];
        if (up.Length > 0) up[^1].Server.Die();
    }

    /// <summary>A call finds its server up, and this ends before the call is in its table.</summary>
    /// <remarks>A few instructions, which chance does not meet: so the call is held at the table's own lock meanwhile.</remarks>
    public void CallAcrossCrash(bool isRepeatable)
    {
        var held = (Lock)typeof(InFlightTable).GetField("_lock", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(Present.Calls)!; // the table has one
        var caller = new Thread(() => Call(isRepeatable)) { IsBackground = true };
        lock (held)
        {
            caller.Start();
            Assert.That(SpinWait.SpinUntil(() => caller.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience.Limit), Is.True, "the call was never held");
            Crash(); // takes the lock once more: it is this thread's
        }

        Assert.That(caller.Join(Patience.Limit), Is.True, "the call was never handled");
    }

    /// <summary>Whether a server has ended and is to be started again.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_lock) return _waiting.Count > 0;
        }
    }

    /// <summary>Starts again what has ended, on this thread. What it is asked at its opening is none of the client's, so that is left out.</summary>
    public void Restart()
    {
        ChildServer[] waiting;
        lock (_lock)
        {
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var server in waiting)
        {
            if (!server.Life.TryAttempt()) continue;
            try
            {
                server.Relaunch();
                server.Listen(run => _starts.Handler(server, run), _guarded.Pipeline);
                server.Backoff.OnReady();
                if (server.Life.TryBecomeReady()) _changes.OnReady(server);
            }
            catch (ServerException exception)
            {
                server.Life.TryFail(exception.Message); // it was stopped meanwhile: another takes its place
            }
        }
    }

    /// <summary>The server is configured otherwise: the present one finishes its calls, and another takes its place.</summary>
    public void Reconfigure() => _configuration.Apply(Configured(), Make, servers => Launches.Run(servers, new Dictionary<string, string>()));

    /// <summary>What is left of calls whose client waits for nothing any more; null when nothing is, and the server is there for the next one.</summary>
    public string? Rest()
    {
        if (_context.Calls.Count > 0) return "the client's table is not empty";
        if (_context.ServerRequests.All().Count > 0 || !_context.Parked.IsEmpty) return "requests of servers are left";
        lock (_lock)
        {
            foreach (var (child, _) in _servers)
            {
                if (child.Calls.All().FirstOrDefault(call => call.Reply is null) is { } left) return $"the table of a server still has {System.Text.Encoding.UTF8.GetString(left.OriginalId)}";
                if (child.IsRetired && child.State != ServerState.Stopped) return "a server that was replaced has not been stopped";
            }

            _servers.RemoveAll(server => server.Child.IsRetired);
        }

        if (Present.IsUp) return null;
        // Only now: time would end a call that is lost, too.
        if (Present.State == ServerState.Failed) Time.Advance(Settings.MaxRestartDelay * 2);
        return $"the server is {Present.State}";
    }

    /// <summary>Ends it as a session ends, whatever is open.</summary>
    public void Dispose()
    {
        _context.Client.Drain(Patience.Limit);
        _context.Ending.Cancel();
        _restarts.Dispose();
        Task.WhenAll([_configuration.StopAsync(), .. _context.Servers.Select(server => server.StopAsync())]).Wait();
        _timeouts.Dispose();
        _listing.Dispose();
        _context.Client.Dispose();
        _guarded.Dispose();
    }

    private GatewayConfiguration Configured() => new()
    {
        Path = "test",
        BaseFolder = ".",
        Servers = [new() { Name = Name, Arguments = [$"{++_version}"] }],
        Plugins = new Dictionary<string, PluginConfiguration>(),
        Settings = Settings,
    };

    private ChildServer Make(ServerConfiguration configuration)
    {
        var server = new SteppedServer(Ledger);
        var child = new ChildServer(configuration, Settings, server.Connect, Time);
        lock (_lock) _servers.Add((child, server));
        return child;
    }

    private void Wait(ChildServer server)
    {
        lock (_lock) _waiting.Add(server);
    }
}
