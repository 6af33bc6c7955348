using System.Net;
using System.Net.Http;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Streamable HTTP: every message is a POST of its own, and its answer comes as JSON or as events.</summary>
internal sealed class StreamableHttp : IRemoteTransport
{
    private readonly RemoteContext _context;
    private readonly SessionKeeper _sessions;
    private readonly ResponseStream _streams;
    private readonly ToolHeaders _tools = new();
    private readonly RequestHeaders _headers;
    private readonly ToolRelisting _relisting;

    public StreamableHttp(RemoteContext context)
    {
        _context = context;
        _sessions = new(context, this);
        _streams = new(context, _sessions, _tools);
        _headers = new(_tools);
        _relisting = new(context, this, _tools);
    }

    public async Task SendAsync(Exchange exchange)
    {
        var message = exchange.Message;
        if (message.Method == Methods.Initialize) _sessions.Remember(message);
        var session = exchange.Session ?? (message.IsModern || message.Method == Methods.Initialize ? McpSession.None : _sessions.Current);
        for (var isRepeated = false; ; isRepeated = true)
        {
            using var response = await _context.Link.SendAsync(HttpMethod.Post, _context.Link.Address, message.Bytes, _headers.ForPost(message, session), exchange.Token).ConfigureAwait(false);
            exchange.MarkSent();
            if (response.IsSuccessStatusCode)
            {
                exchange.Session = session;
                await ReceiveAsync(response, exchange, session).ConfigureAwait(false);
                return;
            }

            var refusal = await Refusal.ReadAsync(response, exchange.Token).ConfigureAwait(false);
            if (!isRepeated && refusal.IsHeaderMismatch && await _relisting.TryRelistAsync(message, exchange.Token).ConfigureAwait(false)) continue;
            if (isRepeated || !refusal.IsSessionLost(session))
            {
                Refuse(exchange, refusal);
                return;
            }

            // Only what a new session understands is sent again: not the answer to a request of the old one.
            if (!message.IsRequest && (!message.IsNotification || message.Method == Methods.Cancelled)) return;
            session = await _sessions.ReopenAsync(session).WaitAsync(exchange.Token).ConfigureAwait(false);
        }
    }

    public Task CloseAsync() => _sessions.CloseAsync();

    private void Refuse(Exchange exchange, Refusal refusal)
    {
        // Signing in is the next step, whatever else a 401 says.
        if (refusal.IsJsonRpc && refusal.Status != HttpStatusCode.Unauthorized && exchange.Message.IsRequest)
        {
            _context.Answer(exchange, refusal.AnswerTo(exchange.Message));
            return;
        }

        var fault = _context.Link.Faults.Status(refusal.Status, refusal.Scope);
        var isUnknown = refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;
        throw isUnknown && exchange.Own is null && exchange.Message.Method == Methods.Initialize ? new OldTransportSuspected(fault) : fault;
    }

    private async Task ReceiveAsync(HttpResponseMessage response, Exchange exchange, McpSession session)
    {
        var message = exchange.Message;
        if (!message.IsRequest)
        {
            if (message.Method == Methods.Initialized) _sessions.Listen(session);
            return;
        }

        if (message.Method == Methods.Initialize) exchange.OfferedSession = response.Headers.TryGetValues("Mcp-Session-Id", out var ids) ? ids.First() : null;
        switch (MediaType(response))
        {
            case "text/event-stream":
                await _streams.ReadAsync(response, exchange, session).ConfigureAwait(false);
                break;
            case "application/json":
                var (pooled, length) = await BodyReader.ReadAsync(response.Content, _context.Settings.MaxMessageBytes, exchange.Token).ConfigureAwait(false);
                await _streams.DeliverAsync(pooled, length, exchange).ConfigureAwait(false);
                if (!exchange.IsAnswered) throw HttpFaults.NoAnswer("JSON that does not answer the request");
                break;
            case null when response.StatusCode == HttpStatusCode.Accepted && _sessions.IsListening:
                break; // against the specification, but the answer may come on the standing stream
            case null:
                throw HttpFaults.NoAnswer($"{(int)response.StatusCode} and nothing else");
            case var type:
                throw HttpFaults.NoAnswer(Printable.Line(type, 80));
        }
    }

    // The plain forms are compared as they came; only others are worth parsing.
    private static string? MediaType(HttpResponseMessage response)
    {
        var headers = response.Content.Headers;
        if (headers.NonValidated.TryGetValues("Content-Type", out var values) && values.ToString() is "application/json" or "text/event-stream") return values.ToString();
        return headers.ContentType?.MediaType;
    }
}
