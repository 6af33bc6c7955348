using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Routing;

/// <summary>Answers with a list of all servers, in the way of the client's era.</summary>
internal static class ListAnswer
{
    /// <summary>Whether the request asks for a further page, which there is none of; it was told so.</summary>
    public static bool RefusesCursor(SessionContext session, Frame frame)
    {
        if (!frame.Envelope.Cursor.IsPresent) return false;
        session.AnswerError(frame, ErrorCodes.InvalidParams, "Invalid params: unknown cursor; the gateway lists everything on one page.");
        return true;
    }

    public static void Send(SessionContext session, InFlight call, ListCatalog catalog)
    {
        var isUnderPolicy = catalog.IsUnder(session.Policy);
        Send(session, call, [.. Encoding.ASCII.GetBytes($"{{\"{catalog.Kind.Member}\":["), .. catalog.Listing, .. "]}"u8], catalog.Hints, isUnderPolicy);
    }

    /// <param name="session">The session.</param>
    /// <param name="call">The client's request.</param>
    /// <param name="result">The list, as legacy clients get it.</param>
    /// <param name="hints">What modern clients may do with it.</param>
    /// <param name="isUnderPolicy">Whether all of it was guarded by the policy that is in force.</param>
    public static void Send(SessionContext session, InFlight call, byte[] result, CacheHints hints, bool isUnderPolicy)
    {
        if (!call.TryFinish()) return;
        session.Calls.Remove(call);
        var said = call.Client is { IsModern: true } ? ModernResult.Own(result, hints) : result;
        if (isUnderPolicy) session.Answer(call, said);
        else Guard(session, call, Answer.Result(call.OriginalId, said));
        session.Tracing.End(call, "ok");
    }

    // Another policy may hide what it shows; its entries are being asked for anew.
    private static void Guard(SessionContext session, InFlight call, byte[] answer)
    {
        var frame = Frame.Of(answer);
        EnvelopeReader.Read(frame, int.MaxValue);
        var info = new MessageInfo { Direction = Direction.ToClient, Method = call.Method, Server = "", IsAnswer = true, Session = session.Id };
        var passage = GuardrailPipeline.Detached(frame, frame.Envelope.Payload, info, Places.Of(frame.Envelope.Kind, call.Method));
        passage.Shown = session.Shown;
        passage.Next = guarded => session.Client.Answer(guarded.Refusal is { } refusal ? RefusedAnswer.Error(call.OriginalId, guarded.Info, refusal) : guarded.Frame.Bytes, call.Stream);
        session.Pipeline.PassQueued(passage);
    }
}
