using System.Net.Http;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>The session with a server: opened by the gateway's <c>initialize</c>, and opened again when the server has lost it.</summary>
internal sealed class SessionKeeper(RemoteContext context, IRemoteTransport transport)
{
    private readonly Lock _lock = new();
    private OutgoingMessage? _initialize;
    private Task<McpSession>? _reopening;
    private StandingStream? _standing;

    public McpSession Current { get; private set; } = McpSession.None;

    /// <summary>Whether the server has a stream for what belongs to no request.</summary>
    public bool IsListening => _standing?.IsOpen == true;

    /// <summary>Keeps the client's introduction, to be repeated.</summary>
    public void Remember(OutgoingMessage initialize) => _initialize ??= initialize;

    /// <summary>The server has answered <c>initialize</c>. An error opens nothing.</summary>
    public void Open(Exchange exchange, ReadOnlySpan<byte> answer)
    {
        if (exchange.Own is null) Current = McpSession.Of(exchange.OfferedSession, answer);
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
            var opened = await Reintroduction.RunAsync(_initialize!, transport.SendAsync, limit.Token).ConfigureAwait(false);
            lock (_lock) Current = opened;
            // What was under way may never be answered: only a message that was refused is known to be undone.
            var calls = context.Exchanges.Where(exchange => exchange.Session == lost && !exchange.IsAnswered);
            foreach (var call in calls) call.Abort(HttpFaults.SessionLost);
            Listen(opened);
            context.Reopen(opened, calls.Count(call => call.Message.IsRequest));
            return opened;
        }
        catch (Exception exception) when (exception is RemoteFault or OperationCanceledException)
        {
            var fault = exception as RemoteFault ?? HttpFaults.Silent(context.Settings.StartTimeout);
            throw new RemoteFault($"lost its session, and a new one could not be opened: it {fault.Predicate}", ErrorCodes.ServerLost) { IsOutage = fault.IsOutage };
        }
        finally
        {
            lock (_lock) _reopening = null;
        }
    }
}
