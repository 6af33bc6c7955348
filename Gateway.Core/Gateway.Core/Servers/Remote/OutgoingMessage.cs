using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;

namespace Gateway.Core.Servers.Remote;

/// <summary>A message on its way to a remote server: its final bytes, and what HTTP repeats of them in headers.</summary>
internal sealed class OutgoingMessage
{
    private Slice _id;

    private OutgoingMessage(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    /// <summary>The raw id, quotes included; null for a notification.</summary>
    public byte[]? Id { get; private set; }

    /// <summary>The id as the gateway counts its requests; 0 when it is none of those.</summary>
    public long Number { get; private set; }

    /// <summary>Null for an answer to a request of the server.</summary>
    public string? Method { get; private set; }

    /// <summary>The revision that a request of the stateless era names; null for older ones.</summary>
    public string? ModernVersion { get; private set; }

    /// <summary><c>params.name</c>; null when there is none.</summary>
    public string? Name { get; private set; }

    /// <summary><c>params.uri</c>; null when there is none.</summary>
    public string? Uri { get; private set; }

    /// <summary><c>params.arguments</c>.</summary>
    public Slice Arguments { get; private set; }

    /// <summary><c>params.requestId</c> as the gateway counts its requests; 0 when there is none.</summary>
    public long CancelledRequest { get; private set; }

    /// <summary>It takes a request back that took too long.</summary>
    public bool IsTimeout { get; private set; }

    public bool IsModern => ModernVersion is not null;

    public bool IsRequest => Method is not null && Id is not null;

    public bool IsNotification => Method is not null && Id is null;

    public static OutgoingMessage Read(byte[] bytes)
    {
        var frame = Frame.Of(bytes);
        EnvelopeReader.Read(frame, int.MaxValue); // without a fault: it was read on its way here, or is the gateway's own
        var envelope = frame.Envelope;
        var message = new OutgoingMessage(bytes)
        {
            Method = envelope.Method.IsPresent ? Methods.Parse(frame.Raw(envelope.Method)) : null,
            ModernVersion = JsonText.TextOf(frame.Raw(envelope.Reserved.ProtocolVersion)),
            Name = JsonText.TextOf(frame.Raw(envelope.Name)),
            Uri = JsonText.TextOf(frame.Raw(envelope.Uri)),
            Arguments = envelope.Arguments,
            CancelledRequest = WireId.TryRead(frame.Raw(envelope.RequestId), out var cancelled) ? cancelled : 0,
        };
        if (message.CancelledRequest != 0) message.IsTimeout = JsonMembers.Text(frame.Raw(envelope.Params), "reason"u8) == Cancellation.TimedOut;
        if (!envelope.Id.IsPresent) return message;
        message._id = envelope.Id;
        message.Id = frame.Raw(envelope.Id).ToArray();
        message.Number = WireId.TryRead(message.Id, out var number) ? number : 0;
        return message;
    }

    /// <summary>The same message under another id.</summary>
    public OutgoingMessage WithId(string id) => Read([.. Bytes[.._id.Start], .. JsonText.Quote(id), .. Bytes[_id.End..]]);
}
