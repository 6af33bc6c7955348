using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Eras;

/// <summary>The modern client's open subscriptions, and what goes to each of them.</summary>
/// <param name="client">The messages to the client.</param>
/// <param name="bound">How many may be open at once.</param>
internal sealed class Listens(IClientOutput client, int bound)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestId, Listen> _open = [];

    /// <summary>All resources that any of them wants to hear of.</summary>
    public IReadOnlyList<string> Uris
    {
        get
        {
            lock (_lock) return [.. _open.Values.SelectMany(listen => listen.Uris).Distinct()];
        }
    }

    /// <summary>False when the id is that of another one that is open, or too many are.</summary>
    /// <remarks>Nothing goes to it before <see cref="Open"/>.</remarks>
    public bool TryAdd(Listen listen)
    {
        lock (_lock) return _open.Count < bound && _open.TryAdd(listen.Key, listen);
    }

    /// <summary>Sends the acknowledgement, which must be the first message of it; not when it was cancelled meanwhile.</summary>
    public void Open(Listen listen)
    {
        lock (_lock)
        {
            if (!_open.ContainsValue(listen)) return;
            client.Send(listen.Acknowledgement(), stream: listen.Stream);
            foreach (var message in listen.Open()) client.Send(message, stream: listen.Stream);
        }
    }

    /// <summary>The client has cancelled its request; null when that was no subscription.</summary>
    public Listen? Remove(RequestId id)
    {
        lock (_lock) return _open.Remove(id, out var listen) ? listen : null;
    }

    public void ListChanged(ListKind kind)
    {
        foreach (var listen in All().Where(listen => listen.Wants(kind)))
        {
            Send(listen, [.. Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"{kind.ChangedMethod}\",\"params\":{{\"_meta\":{{\"io.modelcontextprotocol/subscriptionId\":"), .. listen.Id, .. "}}}"u8]);
        }
    }

    public void ResourceUpdated(Frame frame)
    {
        if (!frame.Envelope.Uri.IsPresent || frame.Raw(frame.Envelope.Uri)[0] != '"') return;
        var uri = JsonText.Unescape(frame.Raw(frame.Envelope.Uri));
        foreach (var listen in All().Where(listen => listen.Uris.Any(wanted => Covers(wanted, uri)))) Send(listen, SubscriptionMeta.With(frame, listen.Id));
    }

    /// <summary>Tells the client that those which were acknowledged are over (graceful closure).</summary>
    public void EndAll()
    {
        foreach (var listen in All().Where(listen => listen.IsOpen && Remove(listen.Key) is not null))
        {
            client.Answer(Answer.Result(listen.Id, [.. "{\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"u8, .. listen.Id, .. "}}"u8]), listen.Stream);
        }
    }

    // A server may name a part of what was subscribed to.
    internal static bool Covers(string wanted, string uri) =>
        uri.StartsWith(wanted, StringComparison.Ordinal) && (uri.Length == wanted.Length || wanted.EndsWith('/') || uri[wanted.Length] is '/' or '#' or '?');

    // A server may tell of a change before the gateway knows that it was subscribed: that comes after the acknowledgement, and is not lost.
    private void Send(Listen listen, byte[] message)
    {
        lock (_lock)
        {
            if (listen.IsOpen) client.Send(message, stream: listen.Stream);
            else listen.Hold(message);
        }
    }

    private Listen[] All()
    {
        lock (_lock) return [.. _open.Values];
    }
}
