using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>What a client said in <c>initialize</c>.</summary>
/// <param name="Version">The revision that the session runs under.</param>
/// <param name="Capabilities">Raw JSON, as the client wrote it.</param>
/// <param name="ClientInfo">Raw JSON, as the client wrote it.</param>
internal sealed record Introduction(string Version, byte[] Capabilities, byte[] ClientInfo)
{
    public static readonly byte[] NoCapabilities = "{}"u8.ToArray();
    public static readonly byte[] Unknown = """{"name":"unknown","version":"0"}"""u8.ToArray();

    private bool? _samples;
    private bool? _elicits;
    private bool? _hasRoots;
    private (string? Name, string? Version)? _clientName;

    /// <summary>Reads the parameters of <c>initialize</c>; what is missing or odd gets the least that is valid.</summary>
    public static Introduction Read(Frame frame)
    {
        var (version, capabilities, info) = ((string?)null, NoCapabilities, Unknown);
        var parameters = frame.Raw(frame.Envelope.Params);
        if (!parameters.IsEmpty)
        {
            var reader = new JsonScanner(parameters);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isVersion, isCapabilities, isInfo) =
                    (reader.TextEquals("protocolVersion"u8), reader.TextEquals("capabilities"u8), reader.TextEquals("clientInfo"u8));
                reader.Read();
                var type = reader.TokenType;
                var value = reader.SkipValue().Of(parameters);
                if (isVersion && type == JsonTokenType.String) version = JsonText.Unescape(value);
                if (isCapabilities && type == JsonTokenType.StartObject) capabilities = value.ToArray();
                if (isInfo && type == JsonTokenType.StartObject) info = value.ToArray();
            }
        }

        return new(ProtocolVersions.Negotiate(version), capabilities, info);
    }

    /// <summary>Who the client says it is, as it wrote it.</summary>
    public (string? Name, string? Version) ClientName => _clientName ??= ReadClientName();

    /// <summary>Whether the client can answer this request of a server. What the gateway does not know, it does not judge.</summary>
    public bool CanAnswer(string method) => method switch
    {
        Methods.SamplingCreateMessage => _samples ??= Has("sampling"),
        Methods.ElicitationCreate => _elicits ??= Has("elicitation"),
        Methods.RootsList => _hasRoots ??= Has("roots"),
        _ => true,
    };

    private (string? Name, string? Version) ReadClientName()
    {
        using var document = JsonDocument.Parse(ClientInfo, new() { MaxDepth = int.MaxValue });
        return (Text(document.RootElement, "name"), Text(document.RootElement, "version"));
    }

    private static string? Text(JsonElement info, string member)
    {
        try
        {
            return info.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate is no text
        }
    }

    private bool Has(string capability)
    {
        using var document = JsonDocument.Parse(Capabilities);
        return document.RootElement.TryGetProperty(capability, out _);
    }
}
