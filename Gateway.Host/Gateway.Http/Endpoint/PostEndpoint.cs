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

/// <summary>One message of a client: finds the session that it belongs to, hands it in, and writes what comes back.</summary>
internal sealed class PostEndpoint(HttpSessions sessions, Readiness readiness, GatewaySettings settings)
{
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
        if (readiness.IsDraining && frame.Envelope.Kind == FrameKind.Request)
        {
            context.Response.Headers.RetryAfter = "1";
            context.Response.Headers.Connection = "close";
            await Refuse(context, frame, StatusCodes.Status503ServiceUnavailable, ErrorCodes.Busy, "The gateway is ending. Try again.").ConfigureAwait(false);
            return false;
        }

        var isInitialize = isOfOpening && id.Count == 0;
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
            await ExchangeAsync(context, session, frame, isInitialize).ConfigureAwait(false);
        }
        finally
        {
            session.Leave();
        }

        return true;
    }

    private async Task ExchangeAsync(HttpContext context, HttpSession session, Frame frame, bool isInitialize)
    {
        if (frame.Envelope.Kind != FrameKind.Request)
        {
            await session.Connection.Input.AddAsync(new(frame.Buffer, frame.Length, 0), mayRead: true, context.RequestAborted).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        var (isModern, aborted) = (session.Id is null, context.RequestAborted);
        var id = frame.Raw(frame.Envelope.Id).ToArray();
        var stream = session.Streams.Open(id, isModern && frame.Envelope.Name.IsPresent ? ModernRequest.Parameters(context.Request.Headers) : null);
        var reader = stream.Attach()!; // a new one has all its events
        // Legacy clients of before 2025-11-25 take an empty event for a message.
        var isPrimed = !isModern && context.Request.Headers[McpHeaders.Version] == ProtocolVersions.LatestLegacy;
        try
        {
            // Not with the request's token: what was begun to be handed in is handed in, or its buffer would have two owners.
            await session.Connection.Input.AddAsync(new(frame.Buffer, frame.Length, stream.Number), mayRead: true, CancellationToken.None).ConfigureAwait(false);
            await stream.WaitAsync(reader, aborted).ConfigureAwait(false);
            aborted.ThrowIfCancellationRequested();
            if (stream.IsCutOff)
            {
                await CutOffAsync(context, stream).ConfigureAwait(false);
            }
            else if (stream.TryBeginEvents())
            {
                if (isInitialize) context.Response.Headers[McpHeaders.Session] = session.Id;
                await EventResponse.WriteAsync(context, stream, reader, hasIds: !isModern, isPrimed).ConfigureAwait(false);
            }
            else if (stream.TryTakeAnswer(out var answer))
            {
                await WriteAsync(context, session, answer, isInitialize).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            OnGone(session, stream, id);
            if (isInitialize) sessions.Close(session); // nobody knows its id
        }
        finally
        {
            stream.Detach(reader);
        }
    }

    // Closing the stream cancels a modern request. A legacy one goes on: its client may come back for its events.
    private static void OnGone(HttpSession session, ResponseStream stream, byte[] id)
    {
        if (session.Id is not null)
        {
            if (!stream.HasEvents) session.Streams.Drop(stream);
            return;
        }

        if (!session.Streams.Drop(stream)) return; // it was answered
        byte[] cancel = [.. "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"u8, .. id, .. ",\"reason\":\"the client closed the stream\"}}"u8];
        var buffer = ArrayPool<byte>.Shared.Rent(cancel.Length);
        cancel.CopyTo(buffer, 0);
        session.Connection.Input.Add(new(buffer, cancel.Length, stream.Number));
    }

    private async Task WriteAsync(HttpContext context, HttpSession session, ArraySegment<byte> answer, bool isInitialize)
    {
        try
        {
            var response = context.Response;
            if (session.Id is null) response.StatusCode = AnswerStatus.Of(answer);
            else if (isInitialize && AnswerStatus.ErrorOf(answer) is null) response.Headers[McpHeaders.Session] = session.Id;
            else if (isInitialize) sessions.Close(session);
            response.ContentType = MediaTypes.Json;
            response.ContentLength = answer.Count;
            await AnswerBody.WriteAsync(context, answer, settings.ConnectionTimeout).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(answer.Array!); // taken from there
        }
    }

    // The session is over.
    private static Task CutOffAsync(HttpContext context, ResponseStream stream) => HttpRefusal.Write(
        context, StatusCodes.Status503ServiceUnavailable, ErrorCodes.ServerUnavailable, "The session has ended before the request was answered.", stream.Id);

    private static Task Refuse(HttpContext context, Frame frame, int status, int code, string sentence) =>
        HttpRefusal.Write(context, status, code, sentence, AnswerableId(frame));

    private static ReadOnlySpan<byte> AnswerableId(Frame frame) => frame.Envelope.Kind == FrameKind.Request ? frame.Raw(frame.Envelope.Id) : Answer.NoId;

    private static ReadOnlySpan<byte> IdOf(Frame frame, FrameFault fault) =>
        fault is not FrameFault.Batch && TopLevelId.In(frame.Bytes) is { HasMethod: true, Id: { } id } ? id : Answer.NoId;
}
