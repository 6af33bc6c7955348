using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;

namespace Gateway.Core.Servers.Remote;

/// <summary>A message on its way to a remote server: its final bytes, and what HTTP repeats of them in headers.</summary>
internal sealed class OutgoingMessage
{
    private static ReadOnlySpan<byte> VersionKey => "io.modelcontextprotocol/protocolVersion"u8;

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

    public bool IsModern => ModernVersion is not null;

    public bool IsRequest => Method is not null && Id is not null;

    public bool IsNotification => Method is not null && Id is null;

    public static OutgoingMessage Read(byte[] bytes)
    {
        var message = new OutgoingMessage(bytes);
        var reader = new JsonScanner(bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isMethod, isParams) = (reader.TextEquals("id"u8), reader.TextEquals("method"u8), reader.TextEquals("params"u8));
            reader.Read();
            if (isParams && reader.TokenType == JsonTokenType.StartObject)
            {
                message.ReadParams(ref reader);
                continue;
            }

            var value = reader.SkipValue();
            if (isMethod) message.Method = Methods.Parse(value.Of(bytes));
            if (isId) message._id = value;
        }

        if (!message._id.IsPresent) return message;
        message.Id = message._id.Of(bytes).ToArray();
        message.Number = WireId.TryRead(message.Id, out var number) ? number : 0;
        return message;
    }

    /// <summary>The same message under another id.</summary>
    public OutgoingMessage WithId(string id) => Read([.. Bytes[.._id.Start], .. JsonText.Quote(id), .. Bytes[_id.End..]]);

    private void ReadParams(ref JsonScanner reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isUri, isArguments) = (reader.TextEquals("name"u8), reader.TextEquals("uri"u8), reader.TextEquals("arguments"u8));
            var (isMeta, isRequestId) = (reader.TextEquals("_meta"u8), reader.TextEquals("requestId"u8));
            reader.Read();
            if (isMeta && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMeta(ref reader);
                continue;
            }

            var isString = reader.TokenType == JsonTokenType.String;
            var value = reader.SkipValue();
            if (isName && isString) Name = JsonText.Unescape(value.Of(Bytes));
            if (isUri && isString) Uri = JsonText.Unescape(value.Of(Bytes));
            if (isArguments) Arguments = value;
            if (isRequestId) CancelledRequest = WireId.TryRead(value.Of(Bytes), out var number) ? number : 0;
        }
    }

    private void ReadMeta(ref JsonScanner reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.TextEquals(VersionKey);
            reader.Read();
            if (isVersion && reader.TokenType == JsonTokenType.String) ModernVersion = reader.Text();
            reader.Skip();
        }
    }
}
