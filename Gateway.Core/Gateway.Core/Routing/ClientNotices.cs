using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>Notifications of the gateway's own to the client, in the way of its era.</summary>
internal sealed class ClientNotices(SessionContext session, Listens listens)
{
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
}
