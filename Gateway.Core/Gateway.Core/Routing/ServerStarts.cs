using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Takes every server from its process to its listed tools, each on a thread of its own, and again when it has ended.</summary>
/// <remarks>Threads and not tasks: every asynchronous method costs about ten methods to compile at each start of the gateway.</remarks>
internal sealed class ServerStarts(SessionContext session, ServerTools tools, ToolsListing listing, ServerChanges changes, ServerNews news)
{
    // When its output has closed, the end of the process tells more than the broken request.
    private static readonly TimeSpan EndIsNear = TimeSpan.FromMilliseconds(1500);

    private readonly Signal _introduced = new();
    private readonly ServerIntroductions _introductions = new(session);

    /// <summary>Who handles what a run of a server sends.</summary>
    public Func<ChildServer, ServerRun, IPeerHandler> Handler { get; set; } = null!; // set with the session's other parts

    /// <summary>Plans the next start of one that could not be started.</summary>
    public Action<ChildServer> OnFailed { get; set; } = static _ => { };

    /// <summary>Told of a server that could not be started and is required.</summary>
    public Action<ChildServer> OnRequiredFailed { get; set; } = static _ => { };

    /// <summary>The client has introduced itself, so the servers can be opened.</summary>
    public void OnIntroduced() => _introduced.Set();

    /// <summary>The first start of a server, whose process may run already.</summary>
    public void Start(ChildServer server)
    {
        if (server.State.IsOff())
        {
            var reason = Printable.Line(server.Reason ?? "", 1000);
            if (server.State == ServerState.Idle) Log.ServerNotStarted(session.Log, server.Name, reason);
            else Log.ServerWaits(session.Log, server.Name, reason);
            if (server.Configuration.IsRequired) OnRequiredFailed(server);
            return;
        }

        server.Reopened += lostCalls => changes.OnReopened(server, lostCalls);
        server.TroubleChanged += trouble => changes.OnTrouble(server, trouble);
        server.Remarked += remark => news.Remark(server, remark);
        Begin(server, static server => server.WaitUntilLaunched());
    }

    /// <summary>Starts one again that has ended.</summary>
    public void StartAgain(ChildServer server)
    {
        if (server.Life.TryAttempt()) Begin(server, static server => server.Relaunch());
    }

    private void Begin(ChildServer server, Action<ChildServer> launch) =>
        new Thread(() => Run(server, launch), 256 * 1024) { IsBackground = true, Name = $"start {server.Name}" }.Start();

    private void Run(ChildServer server, Action<ChildServer> launch)
    {
        try
        {
            launch(server);
            Listen(server);
            _introduced.Wait();
            Open(server);
            tools.Publish(server);
            server.Backoff.OnReady();
            if (!server.IsRunning || !server.Life.TryBecomeReady()) throw new ServerException("it ended while it started");
            listing.OnSettled();
            changes.OnReady(server);
            news.Ready(server);
            return;
        }
        catch (ServerException exception)
        {
            if (server.IsRunning || !server.Life.WaitForAttempt(EndIsNear)) server.Life.TryFail(exception.Message);
        }
        catch (TimeoutException)
        {
            server.Known = server.Known with { Initializes = null, Discovers = null }; // what it was asked may be what it no longer answers
            session.Memory.Remember(server.Configuration, server.Known);
            server.Life.TryFail(FormattableString.Invariant($"it did not answer within {server.StartTimeout.TotalSeconds:0.###} s of its start"));
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _ = server.EndRunAsync();
        if (session.Ending.IsCancellationRequested || server.IsRetired) return;
        changes.OnGone(server);
        OnFailed(server);
        listing.OnSettled();
        news.Trouble(server);
        if (server is { Configuration.IsRequired: true, Life.Restarts: 0 }) OnRequiredFailed(server);
    }

    private void Listen(ChildServer server) => server.Listen(run => Handler(server, run), session.Pipeline);

    private void Open(ChildServer server)
    {
        server.Client = _introductions.OfClient();
        var opening = new Opening(server, server.Client, server.Known, server.StartTimeout, session.Ending.Token);
        var said = opening.Open(() =>
        {
            server.Relaunch();
            Listen(server);
        });
        var policy = session.Policy; // it may be another when all that was said is guarded
        server.Introduction = _introductions.Of(server.Name, said);
        server.Known = opening.Known with { WasModern = said.IsModern, Special = server.Introduction.Capabilities.Special(), Instructions = server.Introduction.Instructions, Policy = policy };
    }
}
