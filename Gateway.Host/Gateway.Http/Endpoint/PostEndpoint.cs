using System.Buffers;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Transport;
using Gateway.Http.Access;
using Gateway.Http.Sessions;
using Gateway.Http.Streams;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>One message of a client: what is wrong with it is told, else it goes to the session that it belongs to.</summary>
internal sealed class PostEndpoint(HttpSessions sessions, Admission admission, GatewaySettings settings)
{
    private readonly Exchange _exchange = new(sessions, settings);

    public async Task HandleAsync(HttpContext context, Caller caller)
    {
        var request = context.Request;
        if (!MediaTypes.IsJson(request.Headers.ContentType))
        {
            await HttpRefusal.Write(context, StatusCodes.Status415UnsupportedMediaType, ErrorCodes.InvalidRequest, "Invalid request: Content-Type must be application/json.").ConfigureAwait(false);
            return;
        }

        if (!MediaTypes.TakesBoth(request.Headers.Accept))
        {
            await HttpRefusal.Write(context, StatusCodes.Status406NotAcceptable, ErrorCodes.InvalidRequest, "Invalid request: Accept must name application/json and text/event-stream.").ConfigureAwait(false);
            return;
        }

        var body = await RequestBody.ReadAsync(request.BodyReader, context.RequestAborted).ConfigureAwait(false);
        var frame = new Frame();
        frame.Set(body.Array!, 0, body.Count); // a segment of the pool has an array
        // Not after an exception: the session may have the buffer already.
        if (!await HandleAsync(context, caller, frame).ConfigureAwait(false)) ArrayPool<byte>.Shared.Return(body.Array!);
    }

    // True when the message, and its buffer with it, is the session's.
    private async Task<bool> HandleAsync(HttpContext context, Caller caller, Frame frame)
    {
        var headers = context.Request.Headers;
        if (EnvelopeReader.Read(frame, settings.MaxDepth) is var fault and not FrameFault.None)
        {
            await HttpRefusal.Write(context, StatusCodes.Status400BadRequest, Answer.Error(IdOf(frame, fault), fault.Code(), fault.Sentence())).ConfigureAwait(false);
            return false;
        }

        RequestBody.JoinLines(frame.Buffer.AsSpan(frame.Start, frame.Length));
        var version = headers[McpHeaders.Version] is [{ } only] ? only : null;
        var id = headers[McpHeaders.Session];
        var isModern = ModernRequest.Is(version, frame, id.Count > 0);
        if (headers[McpHeaders.Version].Count > 1 || id.Count > 1)
        {
            await Refuse(context, frame, StatusCodes.Status400BadRequest, ErrorCodes.HeaderMismatch, "Header mismatch: MCP-Protocol-Version or Mcp-Session-Id is there twice.").ConfigureAwait(false);
            return false;
        }

        var contradiction = isModern ? ModernRequest.Fault(frame, headers) : null;
        if (contradiction is { Code: ErrorCodes.UnsupportedProtocolVersion } || (!isModern && version is not null && !ProtocolVersions.Legacy.Contains(version)))
        {
            await HttpRefusal.Write(context, StatusCodes.Status400BadRequest, IntroductionRequests.Unsupported(AnswerableId(frame), JsonText.Quote(version!))).ConfigureAwait(false); // there is one
            return false;
        }

        if (contradiction is { } told)
        {
            await Refuse(context, frame, StatusCodes.Status400BadRequest, told.Code, told.Sentence).ConfigureAwait(false);
            return false;
        }

        var isOfOpening = frame.Envelope.Kind == FrameKind.Request && Methods.Parse(frame.Raw(frame.Envelope.Method)) == Methods.Initialize;
        if (isModern && isOfOpening)
        {
            await Refuse(context, frame, StatusCodes.Status404NotFound, ErrorCodes.MethodNotFound, "Method not found: since 2026-07-28 there is no initialize.").ConfigureAwait(false);
            return false;
        }

        // Answers go on while it ends: an accepted call may need them.
        if (frame.Envelope.Kind != FrameKind.Request) return await HandInAsync(context, caller, frame, isModern, isInitialize: false).ConfigureAwait(false);
        if (!admission.TryEnter())
        {
            context.Response.Headers.RetryAfter = "1";
            context.Response.Headers.Connection = "close";
            await Refuse(context, frame, StatusCodes.Status503ServiceUnavailable, ErrorCodes.Busy, "The gateway is ending. Try again.").ConfigureAwait(false);
            return false;
        }

        try
        {
            return await HandInAsync(context, caller, frame, isModern, isOfOpening && id.Count == 0).ConfigureAwait(false);
        }
        finally
        {
            admission.Leave();
        }
    }

    private async Task<bool> HandInAsync(HttpContext context, Caller caller, Frame frame, bool isModern, bool isInitialize)
    {
        var id = context.Request.Headers[McpHeaders.Session];
        if (!isModern && id.Count == 0 && !isInitialize)
        {
            await Refuse(context, frame, StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, "Invalid request: Mcp-Session-Id is missing; initialize opens a session.").ConfigureAwait(false);
            return false;
        }

        var session = isModern ? sessions.OfModern(caller) : isInitialize ? sessions.Open(caller) : sessions.Find(id[0]!, caller);
        if (session is null)
        {
            if (isModern || isInitialize) await Refuse(context, frame, StatusCodes.Status503ServiceUnavailable, ErrorCodes.Busy, "The gateway is busy: too many sessions are open. Try again.").ConfigureAwait(false);
            else await Refuse(context, frame, StatusCodes.Status404NotFound, ErrorCodes.InvalidRequest, "Session not found; initialize opens a new one.").ConfigureAwait(false);
            return false;
        }

        try
        {
            await _exchange.RunAsync(context, session, frame, isInitialize).ConfigureAwait(false);
        }
        finally
        {
            session.Leave();
        }

        return true;
    }

    private static Task Refuse(HttpContext context, Frame frame, int status, int code, string sentence) =>
        HttpRefusal.Write(context, status, code, sentence, AnswerableId(frame));

    private static ReadOnlySpan<byte> AnswerableId(Frame frame) => frame.Envelope.Kind == FrameKind.Request ? frame.Raw(frame.Envelope.Id) : Answer.NoId;

    private static ReadOnlySpan<byte> IdOf(Frame frame, FrameFault fault) =>
        fault is not FrameFault.Batch && TopLevelId.In(frame.Bytes) is { HasMethod: true, Id: { } id } ? id : Answer.NoId;
}
