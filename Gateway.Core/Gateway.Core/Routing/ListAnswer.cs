using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>Answers with a list of all servers, in the way of the client's era.</summary>
internal static class ListAnswer
{
    /// <summary>Whether the request asks for a further page, which there is none of; it was told so.</summary>
    public static bool RefusesCursor(SessionContext session, Frame frame)
    {
        if (!frame.Envelope.Cursor.IsPresent) return false;
        session.AnswerError(frame.Raw(frame.Envelope.Id), ErrorCodes.InvalidParams, "Invalid params: unknown cursor; the gateway lists everything on one page.");
        return true;
    }

    public static void Send(SessionContext session, InFlight call, ListCatalog catalog) =>
        Send(session, call, [.. Encoding.ASCII.GetBytes($"{{\"{catalog.Kind.Member}\":["), .. catalog.Listing, .. "]}"u8], catalog.Hints);

    /// <param name="session">The session.</param>
    /// <param name="call">The client's request.</param>
    /// <param name="result">The list, as legacy clients get it.</param>
    /// <param name="hints">What modern clients may do with it.</param>
    public static void Send(SessionContext session, InFlight call, byte[] result, CacheHints hints)
    {
        if (!call.TryFinish()) return;
        session.Calls.Remove(call);
        session.Answer(call.OriginalId, call.Client is { IsModern: true } ? ModernResult.Own(result, hints) : result);
        session.Tracing.End(call, "ok");
    }
}
