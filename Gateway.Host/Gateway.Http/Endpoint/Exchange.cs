using System.Buffers;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Http.Sessions;
using Gateway.Http.Streams;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>Hands a message in to its session, and writes what comes back.</summary>
internal sealed class Exchange(HttpSessions sessions, GatewaySettings settings)
{
    /// <param name="context">The request.</param>
    /// <param name="session">The session that it belongs to.</param>
    /// <param name="frame">Its message; its buffer is the shared pool's, and the session's from now on.</param>
    /// <param name="isInitialize">Whether it opens the session.</param>
    public async Task RunAsync(HttpContext context, HttpSession session, Frame frame, bool isInitialize)
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
}
