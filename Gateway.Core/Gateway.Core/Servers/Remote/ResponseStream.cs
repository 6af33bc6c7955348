using System.Buffers;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Reads what comes on a request's own response, and asks for the rest of a stream that ends before the answer.</summary>
internal sealed class ResponseStream(RemoteContext context, SessionKeeper sessions, ToolHeaders tools)
{
    /// <summary>Passes on a body: one message, or an array of them.</summary>
    public async Task DeliverAsync(byte[] pooled, int length, Exchange exchange)
    {
        if (Elements(pooled.AsSpan(0, length)) is { } elements)
        {
            foreach (var element in elements)
            {
                var part = ArrayPool<byte>.Shared.Rent(element.Length);
                Buffer.BlockCopy(pooled, element.Start, part, 0, element.Length);
                await DeliverOneAsync(part, element.Length, exchange).ConfigureAwait(false);
            }

            ArrayPool<byte>.Shared.Return(pooled);
            return;
        }

        await DeliverOneAsync(pooled, length, exchange).ConfigureAwait(false);
    }

    /// <summary>Reads the events up to the answer and a moment longer.</summary>
    /// <exception cref="RemoteFault">The answer did not come.</exception>
    public async Task ReadAsync(HttpResponseMessage response, Exchange exchange, McpSession session)
    {
        var (lastId, retry) = ((string?)null, (TimeSpan?)null);
        while (true)
        {
            using (response)
            {
                (lastId, retry) = await ReadEventsAsync(response, exchange, lastId, retry).ConfigureAwait(false);
            }

            if (exchange.IsAnswered) return;
            // The stateless era has no resumption: the answer is lost with its stream.
            if (exchange.Message.IsModern || lastId is null) throw HttpFaults.Broken;
            response = await ResumeAsync(exchange, session, lastId, retry).ConfigureAwait(false);
        }
    }

    private async Task<(string? LastId, TimeSpan? Retry)> ReadEventsAsync(HttpResponseMessage response, Exchange exchange, string? lastId, TimeSpan? retry)
    {
        using var events = new EventReader(response.Content.ReadAsStream(exchange.Token), context.Settings.MaxMessageBytes);
        try
        {
            while (await events.ReadAsync(exchange.Token).ConfigureAwait(false))
            {
                if (events.IsTooLong) throw HttpFaults.TooLong(context.Settings.MaxMessageBytes);
                if (events.Type.Length > 0) continue;
                var wasAnswered = exchange.IsAnswered;
                var (pooled, length) = events.Take();
                await DeliverAsync(pooled, length, exchange).ConfigureAwait(false);
                if (exchange.IsAnswered && !wasAnswered) exchange.EndWithin(context.Times.Linger);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Broken in the middle: it goes on from the last event, or it does not.
        }

        return (events.LastEventId ?? lastId, events.Retry ?? retry);
    }

    private async Task<HttpResponseMessage> ResumeAsync(Exchange exchange, McpSession session, string lastId, TimeSpan? retry)
    {
        for (var attempt = 0; attempt < context.Times.MaxResumptions; attempt++)
        {
            await Task.Delay(context.Times.Before(attempt, retry), context.Times.Clock, exchange.Token).ConfigureAwait(false);
            try
            {
                var response = await context.Link.SendAsync(HttpMethod.Get, context.Link.Address, null, RequestHeaders.ForGet(session, lastId), exchange.Token).ConfigureAwait(false);
                if (StandingStream.IsStream(response)) return response;
                using (response)
                {
                    var refusal = await Refusal.ReadAsync(response, exchange.Token).ConfigureAwait(false);
                    if (refusal.IsSessionLost(session)) sessions.Lose(session);
                    if (response.StatusCode < HttpStatusCode.InternalServerError) break;
                }
            }
            catch (RemoteFault) when (!exchange.IsAborted)
            {
                // It may be back at the next attempt.
            }
        }

        throw HttpFaults.Broken;
    }

    private async ValueTask DeliverOneAsync(byte[] pooled, int length, Exchange exchange)
    {
        if (exchange.Message.Method == Methods.Initialize && IncomingId.Answers(pooled.AsSpan(0, length), exchange.Message)) sessions.Open(exchange, pooled.AsSpan(0, length));
        if (exchange.Message.Method == Methods.ToolsList) tools.Learn(pooled.AsSpan(0, length));
        await context.DeliverAsync(pooled, length, exchange).ConfigureAwait(false);
    }

    private static List<Slice>? Elements(ReadOnlySpan<byte> body)
    {
        var reader = new JsonScanner(body);
        if (body.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..] || !reader.Read()) return null;
        var elements = new List<Slice>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) elements.Add(reader.SkipValue());
        return reader.Fault == FrameFault.None ? elements : null;
    }
}
