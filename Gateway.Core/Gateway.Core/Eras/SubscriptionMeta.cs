using Gateway.Core.Protocol;

namespace Gateway.Core.Eras;

/// <summary>The mark of a notification that tells to which <c>subscriptions/listen</c> it belongs (2026-07-28, patterns/subscriptions).</summary>
internal static class SubscriptionMeta
{
    private static ReadOnlySpan<byte> Key => "\"io.modelcontextprotocol/subscriptionId\":"u8;

    /// <summary>The notification with the mark of that subscription, whatever mark it had.</summary>
    /// <param name="frame">A notification.</param>
    /// <param name="id">The raw id of the client's request.</param>
    public static byte[] With(Frame frame, ReadOnlySpan<byte> id)
    {
        var bytes = frame.Bytes;
        var mark = frame.Envelope.Reserved.SubscriptionId;
        if (mark.IsPresent) return [.. bytes[..mark.Start], .. id, .. bytes[mark.End..]];
        var (target, members) = RequestMeta.Add(frame, [.. Key, .. id]);
        return [.. bytes[..target.Start], .. members, .. bytes[target.End..]];
    }

    /// <summary>The notification without a mark: a legacy client knows no such subscription.</summary>
    public static ReadOnlySpan<byte> Without(Frame frame)
    {
        var bytes = frame.Bytes;
        var envelope = frame.Envelope;
        if (!envelope.Reserved.SubscriptionId.IsPresent) return bytes;
        var kept = JsonMembers.Members(frame.Raw(envelope.Meta)).Where(member => member.Key != "io.modelcontextprotocol/subscriptionId");
        return (byte[])[.. bytes[..envelope.Meta.Start], .. JsonMembers.Write(kept), .. bytes[envelope.Meta.End..]];
    }
}
