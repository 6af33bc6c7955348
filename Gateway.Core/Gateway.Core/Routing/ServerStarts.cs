using Gateway.Core.Catalog;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>Takes every server from its process to its listed tools, each on a thread of its own.</summary>
/// <remarks>Threads and not tasks: every asynchronous method costs about ten methods to compile at each start of the gateway.</remarks>
internal sealed class ServerStarts(SessionContext session, ListReader reader, ToolsListing listing, ServerChanges changes, ServerMemory memory)
{
    // When its output has closed, the end of the process tells more than the broken request.
    private static readonly TimeSpan EndIsNear = TimeSpan.FromMilliseconds(1500);

    private const int LongestInstructions = 16_000;

    private readonly Signal _introduced = new();
    private readonly Lock _guarding = new();
    private Introduction? _guarded;

    // The servers that are being asked for their tools; true when they are to be asked once more.
    private readonly Dictionary<ChildServer, bool> _relisting = [];

    // Of two that ask because they want it fresh, the second waits for the first.
    private readonly Dictionary<ChildServer, Task> _refreshing = [];

    // When what is published now was asked for: answers may overtake each other, and an older one must not take a newer one's place.
    private readonly Dictionary<ChildServer, long> _published = [];
    private long _lastTurn;

    /// <summary>The client has introduced itself, so the servers can be opened.</summary>
    public void OnIntroduced() => _introduced.Set();

    public void Start(ChildServer server, IPeerHandler handler)
    {
        if (server.State == ServerState.Idle)
        {
            var reason = Printable.Line(server.Reason ?? "");
            Log.ServerNotStarted(session.Log, server.Name, reason);
            return;
        }

        server.Reopened += lostCalls => changes.OnReopened(server, lostCalls);
        server.TroubleChanged += trouble => changes.OnTrouble(server, trouble);
        server.Remarked += remark => changes.OnRemark(server, remark);
        new Thread(() => Run(server, handler), 256 * 1024) { IsBackground = true, Name = $"start {server.Name}" }.Start();
    }

    /// <summary>What a server offers may have changed: it said so, or it is gone.</summary>
    /// <remarks>One at a time for each server, and once more for whatever came meanwhile: a flood of notices must not take all threads of the pool.</remarks>
    public void Relist(ChildServer server)
    {
        lock (_relisting)
        {
            if (!_relisting.TryAdd(server, false))
            {
                _relisting[server] = true;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Starts.RelistUntilStill(state.Server), (Starts: this, Server: server), preferLocal: false);
    }

    /// <summary>Goes on when every list of tools may be shown: those that may have changed unsaid are asked for anew. Never waits.</summary>
    public void WhenToolsAreFresh(Action next)
    {
        ChildServer[] stale = [.. session.Servers.Where(server => server is { State: ServerState.Ready, Introduction: { } said, Tools: { } tools } && !tools.IsFresh(said.Capabilities, ListKind.Tools, session.Time))];
        if (stale.Length == 0) next();
        else Task.WhenAll(stale.Select(Refresh)).WaitAsync(session.Settings.ListTimeout, session.Time).ContinueWith(_ => next(), TaskScheduler.Default);
    }

    private Task Refresh(ChildServer server)
    {
        lock (_relisting)
        {
            if (_refreshing.TryGetValue(server, out var running) && !running.IsCompleted) return running;
            return _refreshing[server] = Task.Run(() => RelistNow(server));
        }
    }

    private void RelistUntilStill(ChildServer server)
    {
        do RelistNow(server); while (IsAskedAgain(server));
    }

    private bool IsAskedAgain(ChildServer server)
    {
        lock (_relisting)
        {
            if (!_relisting[server]) return !_relisting.Remove(server);
            _relisting[server] = false;
            return true;
        }
    }

    private void Run(ChildServer server, IPeerHandler handler)
    {
        try
        {
            if (server.WaitUntilLaunched())
            {
                server.Listen(handler, session.Pipeline);
                _introduced.Wait();
                Open(server, handler);
                if (server.Offers("tools")) Publish(server);
                if (!server.IsRunning || !server.TryBecomeReady()) throw new ServerException("it ended while it started");
                listing.OnSettled();
                changes.OnReady(server);
                Log.ServerReady(session.Log, server.Name);
                return;
            }
        }
        catch (ServerException exception)
        {
            if (!server.WaitUntilSettled(EndIsNear)) server.Fail(exception.Message);
        }
        catch (TimeoutException)
        {
            memory.Remember(server.Configuration, server.Known with { Initializes = null, Discovers = null }); // what it was asked may be what it no longer answers
            server.Fail(FormattableString.Invariant($"it did not answer within {session.Settings.StartTimeout.TotalSeconds:0.###} s of its start"));
        }
        catch (OperationCanceledException)
        {
            return;
        }

        // It may have been lost between its listing and now.
        Withdraw(server);
        listing.OnSettled();
        SayWhy(server);
        _ = server.StopAsync();
    }

    private void Open(ChildServer server, IPeerHandler handler)
    {
        server.Client = GuardedIntroduction();
        var opening = new Opening(server, server.Client, server.Known, session.Settings.StartTimeout, session.Ending.Token);
        var said = opening.Open(() => server.Relaunch(handler, session.Pipeline));
        server.Introduction = Guarded(said, server.Name);
        memory.Remember(server.Configuration, opening.Known with { WasModern = said.IsModern, Special = server.Introduction.Capabilities.Special(), Instructions = server.Introduction.Instructions });
    }

    private ServerIntroduction Guarded(ServerIntroduction said, string server)
    {
        var capabilities = Guard(said.Capabilities.Json, Direction.ToClient, server);
        var instructions = said.Instructions is { Length: > 0 } text ? Guard(JsonText.Quote(text), Direction.ToClient, server) : null;
        return said with
        {
            Capabilities = capabilities is null ? said.Capabilities.Bare() : new(capabilities),
            ServerInfo = Guard(said.ServerInfo, Direction.ToClient, server),
            Instructions = instructions is null ? null : Cut(JsonText.Unescape(instructions)),
        };
    }

    // Every client gets them with its first answer, and they are kept in a file.
    private static string Cut(string instructions) => instructions.Length <= LongestInstructions ? instructions : instructions[..LongestInstructions] + "…";

    // What the client says of itself goes to every server, so it is guarded like all else, once for all of them.
    private Introduction GuardedIntroduction()
    {
        var own = session.Introduction!;
        lock (_guarding) return _guarded ??= new(own.Version, Guard(own.Capabilities, Direction.ToServer, "") ?? Introduction.NoCapabilities, Guard(own.ClientInfo, Direction.ToServer, "") ?? Introduction.Unknown);
    }

    private byte[]? Guard(byte[]? json, Direction direction, string server)
    {
        if (json is null || session.Pipeline.IsEmpty) return json;
        var info = new MessageInfo { Direction = direction, Method = Methods.Initialize, Server = server, IsAnswer = direction == Direction.ToClient, Session = session.Id };
        var passage = GuardrailPipeline.Detached(Frame.Of(json), new(0, json.Length), info, Text.Places.Text);
        var isDone = new Signal();
        passage.Next = _ => isDone.Set();
        session.Pipeline.PassDetached(passage);
        isDone.Wait();
        return passage.Refusal is null ? passage.Frame.Bytes.ToArray() : null;
    }

    private void Publish(ChildServer server)
    {
        var now = session.Time.GetTimestamp();
        var turn = NextTurn();
        var listed = reader.Fetch(server, ListKind.Tools, session.Ending.Token);
        Tool[] fetched = [.. listed.Entries.Select(entry => ToolReader.Read(entry, server.Name, session.Id, session.Names)).OfType<Tool>()];
        var withheld = listed.Withheld + listed.Entries.Count - fetched.Length;
        if (withheld > 0) Log.ToolsWithheld(session.Log, withheld, server.Name);
        var before = session.Catalog.Withheld;
        if (!TryPublish(server, turn, fetched, out var hasChanged)) return;
        server.Tools = new(listed.Hints, now);
        foreach (var name in session.Catalog.Withheld.Except(before))
        {
            var shown = Printable.Line(name);
            Log.NameWithheld(session.Log, shown);
        }

        if (hasChanged) listing.OnChanged();
    }

    private void Withdraw(ChildServer server)
    {
        if (TryPublish(server, NextTurn(), [], out var hasChanged) && hasChanged) listing.OnChanged();
    }

    private bool TryPublish(ChildServer server, long turn, Tool[] tools, out bool hasChanged)
    {
        lock (_relisting)
        {
            hasChanged = false;
            if (_published.GetValueOrDefault(server) > turn) return false;
            _published[server] = turn;
            hasChanged = session.Catalog.Publish(server.Name, tools);
            return true;
        }
    }

    private long NextTurn()
    {
        lock (_relisting) return ++_lastTurn;
    }

    private void RelistNow(ChildServer server)
    {
        try
        {
            if (server.State == ServerState.Ready) Publish(server);
            else if (server.State is ServerState.Failed or ServerState.Stopped) Withdraw(server);
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException)
        {
            var name = exception.GetType().Name;
            Log.RelistFailed(session.Log, server.Name, name);
        }
        catch (OperationCanceledException)
        {
            // The session ends.
        }
    }

    // The reason may quote the server's stderr or its error text, so it passes the guardrails on its way to the log.
    private void SayWhy(ChildServer server)
    {
        var text = JsonText.Quote(Printable.Words(server.Reason ?? "", 600));
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.Initialize, Server = server.Name, IsAnswer = true, Session = session.Id };
        var passage = GuardrailPipeline.Detached(Frame.Of(text), new(0, text.Length), info, Text.Places.Text);
        passage.MasksAll = true;
        passage.Next = guarded =>
        {
            var reason = guarded.Refusal is null ? JsonText.Unescape(guarded.Frame.Bytes) : "(withheld by a guardrail)";
            Log.ServerFailed(session.Log, server.Name, reason);
        };
        session.Pipeline.PassDetached(passage);
    }
}
