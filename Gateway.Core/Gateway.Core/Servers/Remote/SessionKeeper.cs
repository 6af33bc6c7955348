using System.Net.Http;
using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>The session with a server: opened by the gateway's <c>initialize</c>, and opened again when the server has lost it.</summary>
internal sealed class SessionKeeper(RemoteContext context, IRemoteTransport transport)
{
    private static readonly byte[] Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}"""u8.ToArray();

    private readonly Lock _lock = new();
    private OutgoingMessage? _initialize;
    private Task<McpSession>? _reopening;
    private StandingStream? _standing;
    private int _reopened;

    public McpSession Current { get; private set; } = McpSession.None;

    /// <summary>Whether the server has a stream for what belongs to no request.</summary>
    public bool IsListening => _standing?.IsOpen == true;

    /// <summary>Keeps the client's introduction, to be repeated.</summary>
    public void Remember(OutgoingMessage initialize) => _initialize ??= initialize;

    /// <summary>The server has answered <c>initialize</c>. An error opens nothing.</summary>
    public void Open(Exchange exchange, ReadOnlySpan<byte> answer)
    {
        var session = McpSession.Of(exchange.OfferedSession, answer);
        if (exchange.Own is null) Current = session;
        else exchange.Session = session;
    }

    /// <summary>The session runs: from now on the server may speak on its own.</summary>
    public void Listen(McpSession session)
    {
        if (session != Current || _standing?.Session == session) return;
        _standing = new(context, this, session);
        _standing.Start();
    }

    /// <summary>Opens a new session, once for all who find the old one lost.</summary>
    /// <exception cref="RemoteFault">It cannot be opened.</exception>
    public Task<McpSession> ReopenAsync(McpSession lost)
    {
        lock (_lock)
        {
            if (Current != lost) return Task.FromResult(Current);
            return _reopening ??= Task.Run(() => ReopenOnceAsync(lost));
        }
    }

    /// <summary>The same, for those who need no new session.</summary>
    public void Lose(McpSession lost) => _ = ReopenAsync(lost).ContinueWith(static task => task.Exception, TaskScheduler.Default);

    /// <summary>Tells the server that the session is over.</summary>
    public async Task CloseAsync()
    {
        if (Current.Id is null) return;
        using var limit = new CancellationTokenSource(context.Times.Goodbye);
        using var response = await context.Link.SendAsync(HttpMethod.Delete, context.Link.Address, null, RequestHeaders.ForGet(Current, null), limit.Token).ConfigureAwait(false);
    }

    private async Task<McpSession> ReopenOnceAsync(McpSession lost)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Ending.Token);
            limit.CancelAfter(context.Settings.StartTimeout);
            var opened = await AskAsync(_initialize!.WithId($"mcp-gateway-reopen-{++_reopened}"), limit.Token).ConfigureAwait(false);
            using var initialized = new Exchange(OutgoingMessage.Read(Initialized), static _ => { }) { Session = opened };
            await SendAsync(initialized, limit.Token).ConfigureAwait(false);
            lock (_lock) Current = opened;
            // What was under way may never be answered: only a message that was refused is known to be undone.
            foreach (var exchange in context.Exchanges.Where(exchange => exchange.Session == lost && !exchange.IsAnswered)) exchange.Abort(HttpFaults.SessionLost);
            Listen(opened);
            foreach (var list in opened.Lists) context.Inbox.Add(Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"notifications/{list}/list_changed\"}}"));
            context.OnReopened();
            return opened;
        }
        catch (Exception exception) when (exception is RemoteFault or OperationCanceledException)
        {
            var why = exception is RemoteFault fault ? $": it {fault.Predicate}" : "";
            throw new RemoteFault($"lost its session, and a new one could not be opened{why}", ErrorCodes.ServerLost);
        }
        finally
        {
            lock (_lock) _reopening = null;
        }
    }

    private async Task<McpSession> AskAsync(OutgoingMessage initialize, CancellationToken cancellationToken)
    {
        using var exchange = new Exchange(initialize, static _ => { }) { Own = new() };
        await SendAsync(exchange, cancellationToken).ConfigureAwait(false);
        var answer = await exchange.Own.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return exchange.Session is { Version: not null } session && Frame.Of(answer) is var frame && EnvelopeReader.Read(frame, int.MaxValue) == FrameFault.None && frame.Envelope.Kind == FrameKind.Result
            ? session
            : throw new RemoteFault("refused to initialize", ErrorCodes.ServerLost);
    }

    private async Task SendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((Exchange)state!).Abort(), exchange);
        await transport.SendAsync(exchange).ConfigureAwait(false);
    }
}
