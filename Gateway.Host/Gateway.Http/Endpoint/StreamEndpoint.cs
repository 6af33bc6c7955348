using Gateway.Core.Protocol;
using Gateway.Http.Access;
using Gateway.Http.Sessions;
using Gateway.Http.Streams;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>GET: what belongs to no request of a legacy client, or the rest of a stream that it lost. DELETE: the end of its session.</summary>
internal sealed class StreamEndpoint(HttpSessions sessions)
{
    public async Task GetAsync(HttpContext context, Caller caller)
    {
        if (!MediaTypes.Takes(context.Request.Headers.Accept, MediaTypes.Events))
        {
            await HttpRefusal.Write(context, StatusCodes.Status406NotAcceptable, ErrorCodes.InvalidRequest, "Invalid request: Accept must name text/event-stream.").ConfigureAwait(false);
            return;
        }

        if (await FindAsync(context, caller).ConfigureAwait(false) is not { } session) return;
        try
        {
            await GetAsync(context, session).ConfigureAwait(false);
        }
        finally
        {
            session.Leave();
        }
    }

    public async Task DeleteAsync(HttpContext context, Caller caller)
    {
        if (await FindAsync(context, caller).ConfigureAwait(false) is not { } session) return;
        session.Leave();
        sessions.Close(session);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task GetAsync(HttpContext context, HttpSession session)
    {
        var stream = session.Streams.Standing!; // only legacy sessions have an id
        long? after = null;
        if (context.Request.Headers[McpHeaders.LastEvent] is { Count: > 0 } last)
        {
            if (last is not [{ } only] || EventId.Parse(only) is not { } place || session.Streams.Find(place.Stream) is not { } found)
            {
                await Refuse(context).ConfigureAwait(false);
                return;
            }

            (stream, after) = (found, place.Sequence);
        }

        if (stream.Attach(after) is not { } reader)
        {
            await Refuse(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await EventResponse.WriteAsync(context, stream, reader, hasIds: true, isPrimed: false).ConfigureAwait(false);
        }
        finally
        {
            stream.Detach(reader);
        }
    }

    private async Task<HttpSession?> FindAsync(HttpContext context, Caller caller)
    {
        var (headers, version) = (context.Request.Headers, context.Request.Headers[McpHeaders.Version]);
        if (version.Contains(ProtocolVersions.Modern))
        {
            context.Response.Headers.Allow = "POST";
            await HttpRefusal.Write(context, StatusCodes.Status405MethodNotAllowed, ErrorCodes.InvalidRequest, "Method not allowed: since 2026-07-28 clients only POST.").ConfigureAwait(false);
        }
        else if (version.Count > 1 || (version.Count == 1 && !ProtocolVersions.Legacy.Contains(version[0]!)))
        {
            await HttpRefusal.Write(context, StatusCodes.Status400BadRequest, ErrorCodes.UnsupportedProtocolVersion, "Unsupported protocol version").ConfigureAwait(false);
        }
        else if (headers[McpHeaders.Session] is not [{ } id])
        {
            await HttpRefusal.Write(context, StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, "Invalid request: Mcp-Session-Id is missing, or there twice; initialize opens a session.").ConfigureAwait(false);
        }
        else if (sessions.Find(id, caller) is { } session)
        {
            return session;
        }
        else
        {
            await HttpRefusal.Write(context, StatusCodes.Status404NotFound, ErrorCodes.InvalidRequest, "Session not found; initialize opens a new one.").ConfigureAwait(false);
        }

        return null;
    }

    private static Task Refuse(HttpContext context) => HttpRefusal.Write(
        context, StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, "Invalid request: Last-Event-ID names no event that is still kept.");
}
