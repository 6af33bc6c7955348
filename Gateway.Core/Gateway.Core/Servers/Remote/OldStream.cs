using System.Net.Http;
using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>The one stream of a session of 2024-11-05: it names the address for messages, and brings all that the server says.</summary>
/// <param name="context">The server.</param>
/// <param name="deliverAsync">Takes a message in a pooled buffer.</param>
/// <param name="onEnd">Called when an open stream has ended.</param>
internal sealed class OldStream(RemoteContext context, Func<byte[], int, ValueTask> deliverAsync, Action<OldStream> onEnd)
{
    private static readonly KeyValuePair<string, string>[] Headers = [new("Accept", "text/event-stream")];

    private readonly TaskCompletionSource<Uri> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(context.Ending.Token);

    /// <summary>Where messages go; of the server's own origin.</summary>
    public Uri Endpoint => _endpoint.Task.Result;

    public bool HasEnded { get; private set; }

    public long Opened { get; } = context.Times.Clock.GetTimestamp();

    /// <summary>How long to wait before it is asked for again; null when the server does not say.</summary>
    public TimeSpan? Retry { get; private set; }

    /// <summary>Opens it and waits for the address.</summary>
    /// <exception cref="RemoteFault">There is no such stream.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(RunAsync, CancellationToken.None);
        try
        {
            await _endpoint.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    public void Close() => _ = _closing.CancelAsync();

    private async Task RunAsync()
    {
        var fault = HttpFaults.StreamLost;
        try
        {
            using var response = await context.Link.SendAsync(HttpMethod.Get, context.Link.Address, null, Headers, _closing.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw context.Link.Faults.Status(response.StatusCode);
            if (!StandingStream.IsStream(response)) throw HttpFaults.NoAnswer("something other than an event stream");
            await ReadAsync(response).ConfigureAwait(false);
        }
        catch (RemoteFault known)
        {
            fault = known;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            // Closed by us, or broken.
        }

        HasEnded = true;
        _endpoint.TrySetException(fault);
        if (_endpoint.Task.IsCompletedSuccessfully) onEnd(this);
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using var events = new EventReader(await response.Content.ReadAsStreamAsync(_closing.Token).ConfigureAwait(false), context.Settings.MaxMessageBytes);
        while (await events.ReadAsync(_closing.Token).ConfigureAwait(false))
        {
            Retry = events.Retry;
            if (events.IsTooLong) context.Inbox.AddTooLong();
            else if (events.Type == "endpoint") _endpoint.TrySetResult(Address(events.Data));
            else if (events.Type.Length == 0)
            {
                var (pooled, length) = events.Take();
                await deliverAsync(pooled, length).ConfigureAwait(false);
            }
        }
    }

    private Uri Address(ReadOnlySpan<byte> data)
    {
        if (!Uri.TryCreate(context.Link.Address, Encoding.UTF8.GetString(data).Trim(), out var address)) throw new RemoteFault("named an address for messages that is no URL", ErrorCodes.BadAnswer);
        return context.Link.IsSameOrigin(address) ? address : throw new RemoteFault("named an address for messages on another host, which is not trusted", ErrorCodes.BadAnswer);
    }
}
