using System.Net.Http;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>HTTP+SSE of revision 2024-11-05: one stream for all that the server says, and an address for what it is told.</summary>
internal sealed class OldTransport(RemoteContext context) : IRemoteTransport
{
    private static readonly KeyValuePair<string, string>[] StreamHeaders = [new("Accept", "text/event-stream")];
    private static readonly KeyValuePair<string, string>[] PostHeaders = [new("Accept", "application/json, text/event-stream")];

    private readonly TaskCompletionSource<Uri> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _isConnecting;

    /// <summary>Whether the server speaks this transport: it opens the stream and names its address.</summary>
    public async Task<bool> TryConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EndpointAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RemoteFault)
        {
            return false;
        }
    }

    public async Task SendAsync(Exchange exchange)
    {
        var address = await EndpointAsync(exchange.Token).ConfigureAwait(false);
        using (var response = await context.Link.SendAsync(HttpMethod.Post, address, exchange.Message.Bytes, PostHeaders, exchange.Token).ConfigureAwait(false))
        {
            exchange.MarkSent();
            if (!response.IsSuccessStatusCode)
            {
                var refusal = await Refusal.ReadAsync(response, exchange.Token).ConfigureAwait(false);
                if (!refusal.IsJsonRpc || !exchange.Message.IsRequest) throw context.Link.Faults.Status(refusal.Status, refusal.Scope);
                context.Answer(exchange, refusal.AnswerTo(exchange.Message));
            }
        }

        if (exchange.Message.IsRequest) await exchange.Answered.WaitAsync(exchange.Token).ConfigureAwait(false);
    }

    // The stream's end is the session's end.
    public Task CloseAsync() => Task.CompletedTask;

    // Connects with the first message, and never again: another stream would be another session.
    private Task<Uri> EndpointAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isConnecting, 1) == 0) _ = Task.Run(RunAsync, CancellationToken.None);
        return _endpoint.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        try
        {
            using var response = await context.Link.SendAsync(HttpMethod.Get, context.Link.Address, null, StreamHeaders, context.Ending.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw context.Link.Faults.Status(response.StatusCode);
            if (!StandingStream.IsStream(response)) throw HttpFaults.NoAnswer("something other than an event stream");
            await ReadAsync(response).ConfigureAwait(false);
            Lose(HttpFaults.StreamLost);
        }
        catch (OperationCanceledException)
        {
            _endpoint.TrySetException(HttpFaults.StreamLost); // the gateway lets the server go
        }
        catch (Exception exception)
        {
            Lose(exception as RemoteFault ?? HttpFaults.StreamLost);
        }
    }

    private void Lose(RemoteFault fault)
    {
        if (!_endpoint.TrySetException(fault)) context.OnLost(fault);
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using var events = new EventReader(await response.Content.ReadAsStreamAsync(context.Ending.Token).ConfigureAwait(false), context.Settings.MaxMessageBytes);
        while (await events.ReadAsync(context.Ending.Token).ConfigureAwait(false))
        {
            if (events.IsTooLong) context.Inbox.AddTooLong();
            else if (events.Type == "endpoint") _endpoint.TrySetResult(Endpoint(events.Data));
            else if (events.Type.Length == 0) await DeliverAsync(events).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(EventReader events)
    {
        var (pooled, length) = events.Take();
        // It must be found before the buffer is given away, and told after its answer is on its way.
        var answered = context.Exchanges.Answered(pooled.AsSpan(0, length));
        await context.Inbox.AddAsync(pooled, length, 0, isLast: false, context.Ending.Token).ConfigureAwait(false);
        answered?.TryAnswer();
    }

    private Uri Endpoint(ReadOnlySpan<byte> data)
    {
        var text = System.Text.Encoding.UTF8.GetString(data).Trim();
        if (!Uri.TryCreate(context.Link.Address, text, out var address)) throw new RemoteFault("named an address for messages that is no URL", ErrorCodes.BadAnswer);
        return context.Link.IsSameOrigin(address) ? address : throw new RemoteFault("named an address for messages on another host, which is not trusted", ErrorCodes.BadAnswer);
    }
}
