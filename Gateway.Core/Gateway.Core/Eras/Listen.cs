using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;

namespace Gateway.Core.Eras;

/// <summary>One <c>subscriptions/listen</c> of the client that is open.</summary>
internal sealed class Listen
{
    private const int MostHeld = 1000;

    private List<byte[]> _held = [];

    private Listen(Frame request, bool tools, bool prompts, bool resources, IReadOnlyList<string> uris) =>
        (Id, Stream, Key, Tools, Prompts, Resources, Uris) =
        (request.Raw(request.Envelope.Id).ToArray(), request.Parent, RequestId.Of(request.Raw(request.Envelope.Id), request.Parent), tools, prompts, resources, uris);

    /// <summary>The client's raw id of the request, quotes included: the mark of all its notifications.</summary>
    public byte[] Id { get; }

    /// <summary>How the client's cancellation finds it.</summary>
    public RequestId Key { get; }

    /// <summary>The client's stream that it is.</summary>
    public long Stream { get; }

    /// <summary>It was acknowledged.</summary>
    public bool IsOpen { get; private set; }

    public bool Tools { get; }

    public bool Prompts { get; }

    public bool Resources { get; }

    /// <summary>The resources whose updates it wants.</summary>
    public IReadOnlyList<string> Uris { get; }

    /// <summary>The request as the client wrote it; null when it has no filter.</summary>
    public static Listen? Read(Frame frame)
    {
        var filter = JsonMembers.Raw(frame.Raw(frame.Envelope.Params), "notifications"u8);
        if (!JsonText.IsObject(filter)) return null;
        var uris = JsonMembers.Items(JsonMembers.Raw(filter, "resourceSubscriptions"u8)).Select(raw => JsonText.TextOf(raw)).OfType<string>();
        return new(frame, Is(filter, "toolsListChanged"u8), Is(filter, "promptsListChanged"u8), Is(filter, "resourcesListChanged"u8), [.. uris.Distinct()]);
    }

    public bool Wants(ListKind kind) => kind.Capability switch { "tools" => Tools, "prompts" => Prompts, _ => Resources };

    /// <summary>The first message of the subscription: what of it is honoured.</summary>
    public byte[] Acknowledgement()
    {
        var honoured = new List<string>();
        if (Tools) honoured.Add("\"toolsListChanged\":true");
        if (Prompts) honoured.Add("\"promptsListChanged\":true");
        if (Resources) honoured.Add("\"resourcesListChanged\":true");
        if (Uris.Count > 0) honoured.Add($"\"resourceSubscriptions\":[{string.Join(",", Uris.Select(uri => Encoding.UTF8.GetString(JsonText.Quote(uri))))}]");
        return
        [
            .. "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"u8, .. Id,
            .. "},\"notifications\":{"u8, .. Encoding.UTF8.GetBytes(string.Join(",", honoured)), .. "}}}"u8,
        ];
    }

    /// <summary>Keeps a message until it is acknowledged; too many are not kept.</summary>
    public void Hold(byte[] message)
    {
        if (_held.Count < MostHeld) _held.Add(message);
    }

    /// <summary>It is acknowledged: what was kept for it, to be sent now.</summary>
    public IReadOnlyList<byte[]> Open()
    {
        IsOpen = true;
        (var held, _held) = (_held, []);
        return held;
    }

    private static bool Is(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> name) => JsonMembers.Raw(filter, name).SequenceEqual("true"u8);
}
