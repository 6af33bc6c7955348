using System.Net;
using System.Net.Http;

namespace Gateway.Core.Servers.Remote;

/// <summary>The stream on which a server says what belongs to no request; asked for again whenever it ends.</summary>
internal sealed class StandingStream(RemoteContext context, SessionKeeper sessions, McpSession session)
{
    private string? _lastId;
    private TimeSpan? _retry;

    public McpSession Session => session;

    public bool IsOpen { get; private set; }

    public static bool IsStream(HttpResponseMessage response) => response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream";

    public void Start() => _ = Task.Run(RunAsync);

    private async Task RunAsync()
    {
        try
        {
            for (var failures = 0; sessions.Current == session; failures++)
            {
                if (failures > 0) await Task.Delay(context.Times.Before(failures - 1, _retry), context.Times.Clock, context.Ending.Token).ConfigureAwait(false);
                var goesOn = await TryListenAsync().ConfigureAwait(false);
                if (goesOn is null) return;
                if (goesOn == true) failures = 0;
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway lets the server go.
        }
    }

    // True when something came, false when nothing did, null when the server has no such stream.
    private async Task<bool?> TryListenAsync()
    {
        var asked = context.Times.Clock.GetTimestamp();
        try
        {
            using var response = await context.Link.SendAsync(HttpMethod.Get, context.Link.Address, null, RequestHeaders.ForGet(session, _lastId), context.Ending.Token).ConfigureAwait(false);
            if (IsStream(response)) return await ReadAsync(response).ConfigureAwait(false);
            var refusal = await Refusal.ReadAsync(response, context.Ending.Token).ConfigureAwait(false);
            if (refusal.IsSessionLost(session)) sessions.Lose(session);
            return response.StatusCode >= HttpStatusCode.InternalServerError && response.StatusCode != HttpStatusCode.NotImplemented ? false : null;
        }
        catch (RemoteFault fault)
        {
            context.Breaker.Fail(fault, asked);
            return false;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return false;
        }
    }

    private async Task<bool> ReadAsync(HttpResponseMessage response)
    {
        var hasCome = false;
        using var events = new EventReader(await response.Content.ReadAsStreamAsync(context.Ending.Token).ConfigureAwait(false), context.Settings.MaxMessageBytes);
        IsOpen = true;
        try
        {
            while (await events.ReadAsync(context.Ending.Token).ConfigureAwait(false))
            {
                hasCome = true;
                _lastId = events.LastEventId ?? _lastId;
                if (events.IsTooLong) context.Inbox.AddTooLong();
                if (events.IsTooLong || events.Type.Length > 0) continue;
                var (pooled, length) = events.Take();
                await context.DeliverAsync(pooled, length, null).ConfigureAwait(false);
            }
        }
        finally
        {
            (IsOpen, _lastId, _retry) = (false, events.LastEventId ?? _lastId, events.Retry ?? _retry);
        }

        return hasCome;
    }
}
