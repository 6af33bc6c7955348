using System.Net.Http;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>HTTP+SSE of revision 2024-11-05: one stream for all that the server says, and an address for what it is told. Another stream is another session.</summary>
internal sealed class OldTransport(RemoteContext context) : IRemoteTransport
{
    private static readonly KeyValuePair<string, string>[] PostHeaders = [new("Accept", "application/json, text/event-stream")];

    private readonly Lock _lock = new();
    private OldStream? _stream;
    private Task<OldStream>? _opening;
    private OutgoingMessage? _initialize;
    private bool _wasOpen;
    private int _lostCalls;
    private int _shortStreams;

    /// <summary>Whether the server speaks this transport: it opens the stream and names its address.</summary>
    public async Task<bool> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StreamAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RemoteFault)
        {
            return false;
        }
    }

    public async Task SendAsync(Exchange exchange)
    {
        if (exchange.Message.Method == Methods.Initialize) _initialize ??= exchange.Message;
        var stream = await StreamAsync(exchange.Token).ConfigureAwait(false);
        if (await TrySendAsync(stream, exchange, isRepeated: !_wasOpen).ConfigureAwait(false)) return;

        // Its session is gone although the stream seems to be there: so the message was not processed.
        stream.Close();
        OnEnd(stream);
        if (!exchange.Message.IsRequest) return;
        await TrySendAsync(await StreamAsync(exchange.Token).ConfigureAwait(false), exchange, isRepeated: true).ConfigureAwait(false);
    }

    // The stream's end is the session's end.
    public Task CloseAsync() => Task.CompletedTask;

    private async Task<bool> TrySendAsync(OldStream stream, Exchange exchange, bool isRepeated)
    {
        if (exchange.Own is not null) context.Exchanges.Add(exchange);
        try
        {
            exchange.Stream = stream;
            using (var response = await context.Link.SendAsync(HttpMethod.Post, stream.Endpoint, exchange.Message.Bytes, PostHeaders, exchange.Token).ConfigureAwait(false))
            {
                exchange.MarkSent();
                if (!response.IsSuccessStatusCode)
                {
                    var refusal = await Refusal.ReadAsync(response, exchange.Token).ConfigureAwait(false);
                    exchange.Stream = null;
                    if (refusal.SaysSessionIsLost && !isRepeated) return false;
                    if (!refusal.IsJsonRpc || !exchange.Message.IsRequest) throw context.Link.Faults.Status(refusal.Status, refusal.Scope);
                    context.Answer(exchange, refusal.AnswerTo(exchange.Message));
                }
            }

            // The stream may have ended before it could know of this one.
            if (exchange.Message.IsRequest && stream.HasEnded && !exchange.IsAnswered) throw HttpFaults.StreamLost;
            if (exchange.Message.IsRequest) await exchange.Answered.WaitAsync(exchange.Token).ConfigureAwait(false);
            return true;
        }
        finally
        {
            if (exchange.Own is not null) context.Exchanges.Remove(exchange);
        }
    }

    // One at a time, for all who wait; who comes after it has failed tries again.
    private Task<OldStream> StreamAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_stream is { } stream) return Task.FromResult(stream);
            return (_opening ??= Task.Run(OpenAsync)).WaitAsync(cancellationToken);
        }
    }

    private async Task<OldStream> OpenAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Ending.Token);
        limit.CancelAfter(context.Settings.StartTimeout);
        var stream = new OldStream(context, DeliverAsync, OnEnd);
        try
        {
            await stream.OpenAsync(limit.Token).ConfigureAwait(false);
            var session = _wasOpen && _initialize is not null ? await Reintroduction.RunAsync(_initialize, exchange => TrySendAsync(stream, exchange, isRepeated: true), limit.Token).ConfigureAwait(false) : McpSession.None;
            lock (_lock)
            {
                if (stream.HasEnded) throw HttpFaults.StreamLost;
                _stream = stream;
            }

            if (_wasOpen) context.Reopen(session, Interlocked.Exchange(ref _lostCalls, 0));
            return stream;
        }
        catch (Exception exception) when (exception is RemoteFault or OperationCanceledException)
        {
            stream.Close();
            if (exception is RemoteFault && !_wasOpen) throw;
            var fault = exception as RemoteFault ?? HttpFaults.Silent(context.Settings.StartTimeout);
            throw new RemoteFault($"closed the stream that its answers come on, and could not be connected again: it {fault.Predicate}", ErrorCodes.ServerLost) { IsOutage = fault.IsOutage };
        }
        finally
        {
            lock (_lock) _opening = null;
        }
    }

    private void OnEnd(OldStream stream)
    {
        lock (_lock)
        {
            if (_stream != stream && _wasOpen) return; // never in use, or let go of already
            _stream = null;
        }

        if (!_wasOpen) context.OnLost(HttpFaults.StreamLost); // before anybody is told, or it would look like a server that runs
        foreach (var exchange in context.Exchanges.Where(exchange => exchange.Stream == stream && exchange.Message.IsRequest && !exchange.IsAnswered))
        {
            if (exchange.Own is null) Interlocked.Increment(ref _lostCalls);
            exchange.Abort(HttpFaults.StreamLost);
        }

        if (_wasOpen && !context.Ending.IsCancellationRequested) _ = ReconnectAsync(stream);
    }

    // A proxy may end every quiet stream after a minute; a server that ends each at once is asked ever more seldom.
    private async Task ReconnectAsync(OldStream lost)
    {
        var wasShort = context.Times.Clock.GetElapsedTime(lost.Opened) < context.Times.LongestRetry;
        _shortStreams = wasShort ? _shortStreams + 1 : 0;
        try
        {
            for (var attempt = _shortStreams; ; attempt++)
            {
                await Task.Delay(context.Times.Before(Math.Max(0, attempt - 1), lost.Retry), context.Times.Clock, context.Ending.Token).ConfigureAwait(false);
                var asked = context.Times.Clock.GetTimestamp();
                try
                {
                    await StreamAsync(context.Ending.Token).ConfigureAwait(false);
                    return;
                }
                catch (RemoteFault fault)
                {
                    context.Breaker.Fail(fault, asked);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway lets the server go.
        }
    }

    private async ValueTask DeliverAsync(byte[] pooled, int length)
    {
        // It must be found before the buffer is given away, and told after its answer is on its way.
        var answered = context.Exchanges.Answered(pooled.AsSpan(0, length));
        if (answered?.Own is { } own) own.TrySetResult(pooled[..length]);
        else
        {
            _wasOpen |= answered is not null;
            await context.Inbox.AddAsync(pooled, length, 0, isLast: false, context.Ending.Token).ConfigureAwait(false);
        }

        answered?.TryAnswer();
    }
}
