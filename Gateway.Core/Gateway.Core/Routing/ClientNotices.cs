using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;

namespace Gateway.Core.Routing;

/// <summary>Notifications of the gateway's own to the client, in the way of its era.</summary>
internal sealed class ClientNotices(SessionContext session, Listens listens)
{
    private readonly Lane _logged = new();

    /// <summary>A list that the client may have seen is another now.</summary>
    public void ListChanged(ListKind kind)
    {
        if (session.Introduction is not { } client) return;
        if (client.IsModern) listens.ListChanged(kind);
        else session.Client.Send(Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"{kind.ChangedMethod}\"}}"));
    }

    /// <summary>A resource that the client subscribed to has changed; the frame has passed the guardrails.</summary>
    public void ResourceUpdated(Frame frame)
    {
        if (session.Introduction is { IsModern: true }) listens.ResourceUpdated(frame);
        else session.Client.Send(SubscriptionMeta.Without(frame));
    }

    /// <summary>Tells the client what has become of a server, if it asks for such messages. Never waits.</summary>
    /// <remarks>A modern client must ask in a call to that server that is still open, so this comes before such calls are ended.</remarks>
    /// <param name="level">How bad it is.</param>
    /// <param name="server">The server that it is about.</param>
    /// <param name="sentence">What happened; it may quote the server.</param>
    /// <param name="lost">What was lost with it, by kind.</param>
    public void Log(LoggingLevel level, ChildServer server, string sentence, IReadOnlyDictionary<string, IReadOnlyCollection<string>>? lost = null)
    {
        if (!session.Logging.IsWanted(session.Introduction, server, level)) return;
        var frame = Frame.Of(LogMessage(level, server.Name, sentence, lost));
        EnvelopeReader.Read(frame, int.MaxValue);
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.LogMessage, Server = server.Name, Session = session.Id };
        var passage = GuardrailPipeline.Detached(frame, frame.Envelope.Params, info, Places.Of(FrameKind.Notification, Methods.LogMessage));
        passage.Shown = session.Shown;
        passage.Next = guarded =>
        {
            if (guarded.Refusal is not null) Interlocked.Increment(ref session.Dropped);
            else if (session.Logging.IsWanted(session.Introduction, server, level)) session.Client.Send(guarded.Frame.Bytes, stream: ParentStream.Of(session, server, 0, level));
        };
        if (session.Pipeline.IsEmpty) passage.Next(passage);
        else PassInOrder(passage);
    }

    // One after the other, or "is ready" might come before "has failed".
    private void PassInOrder(Passage passage)
    {
        passage.Lane = new();
        _logged.Post(() =>
        {
            var isDone = new TaskCompletionSource();
            var next = passage.Next;
            passage.Next = guarded =>
            {
                try
                {
                    next(guarded);
                }
                finally
                {
                    isDone.TrySetResult();
                }
            };
            session.Pipeline.PassDetached(passage);
            return isDone.Task;
        });
    }

    private static byte[] LogMessage(LoggingLevel level, string server, string sentence, IReadOnlyDictionary<string, IReadOnlyCollection<string>>? lost) =>
    [
        .. Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"{Methods.LogMessage}\",\"params\":{{\"level\":\"{level.Word()}\",\"logger\":\"mcp-gateway\",\"data\":{{\"server\":"),
        .. JsonText.Quote(Printable.Line(server)), .. ",\"message\":"u8, .. JsonText.Quote(Printable.Words(sentence, 1000)),
        .. Encoding.UTF8.GetBytes(string.Concat((lost ?? new Dictionary<string, IReadOnlyCollection<string>>()).Where(kind => kind.Value.Count > 0).Select(Member))), .. "}}}"u8,
    ];

    private static string Member(KeyValuePair<string, IReadOnlyCollection<string>> kind) =>
        $",\"{kind.Key}\":[{string.Join(",", kind.Value.Select(value => Encoding.UTF8.GetString(JsonText.Quote(Printable.Line(value)))))}]";
}
