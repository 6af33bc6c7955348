using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>What a client said of itself: in <c>initialize</c>, or in the <c>_meta</c> of a modern request.</summary>
/// <param name="Version">The revision that the session runs under.</param>
/// <param name="Capabilities">Raw JSON, as the client wrote it.</param>
/// <param name="ClientInfo">Raw JSON, as the client wrote it.</param>
internal sealed record Introduction(string Version, byte[] Capabilities, byte[] ClientInfo)
{
    public static readonly byte[] NoCapabilities = "{}"u8.ToArray();
    public static readonly byte[] Unknown = """{"name":"unknown","version":"0"}"""u8.ToArray();

    private static readonly string[] OfLegacyTasks = ["tasks"];
    private static readonly string[] OfModernTasks = ["io.modelcontextprotocol/tasks"];

    private bool? _samples;
    private bool? _elicits;
    private bool? _hasRoots;
    private bool? _showsUrl;
    private (string? Name, string? Version)? _clientName;

    /// <summary>Each request of it says all that it needs (2026-07-28).</summary>
    public bool IsModern { get; } = Version == ProtocolVersions.Modern;

    /// <summary>What a legacy server may be told that the client can do: tasks do not cross the eras.</summary>
    public byte[] LegacyCapabilities => field ??= IsModern ? Without(Capabilities, OfModernTasks) : Capabilities;

    /// <summary>What a modern server may be told that the client can do.</summary>
    public byte[] ModernCapabilities => field ??= IsModern ? Capabilities : Without(Capabilities, OfLegacyTasks);

    /// <summary>The <c>_meta</c> members that a request to a modern server must have, without braces.</summary>
    public byte[] RequestMeta => field ??=
    [
        .. Encoding.ASCII.GetBytes($"\"io.modelcontextprotocol/protocolVersion\":\"{ProtocolVersions.Modern}\",\"io.modelcontextprotocol/clientInfo\":"), .. ClientInfo,
        .. ",\"io.modelcontextprotocol/clientCapabilities\":"u8, .. ModernCapabilities,
    ];

    /// <summary>Reads the <c>_meta</c> of a modern request; null when it lacks what every request must have.</summary>
    public static Introduction? ReadModern(Frame frame)
    {
        var reserved = frame.Envelope.Reserved;
        if (!reserved.ClientCapabilities.IsPresent || frame.Raw(reserved.ClientCapabilities)[0] != '{') return null;
        var hasInfo = reserved.ClientInfo.IsPresent && frame.Raw(reserved.ClientInfo)[0] == '{';
        return new(ProtocolVersions.Modern, frame.Raw(reserved.ClientCapabilities).ToArray(), hasInfo ? frame.Raw(reserved.ClientInfo).ToArray() : Unknown);
    }

    /// <summary>Whether a modern request says the same of its client.</summary>
    public bool IsOf(Frame frame)
    {
        var reserved = frame.Envelope.Reserved;
        return IsModern && frame.Raw(reserved.ClientCapabilities).SequenceEqual(Capabilities)
            && (reserved.ClientInfo.IsPresent ? frame.Raw(reserved.ClientInfo).SequenceEqual(ClientInfo) : ReferenceEquals(ClientInfo, Unknown));
    }

    /// <summary>How a request of it is found again: a modern client has its own ids on each of its streams, a legacy one in each session.</summary>
    public RequestId KeyOf(Frame request) => RequestId.Of(request.Raw(request.Envelope.Id), IsModern ? request.Parent : 0);

    /// <summary>Reads the parameters of <c>initialize</c>; what is missing or odd gets the least that is valid.</summary>
    public static Introduction Read(Frame frame)
    {
        var parameters = frame.Raw(frame.Envelope.Params);
        return new(
            ProtocolVersions.Negotiate(JsonMembers.Text(parameters, "protocolVersion"u8)),
            Handshake.Object(parameters, "capabilities"u8) ?? NoCapabilities,
            Handshake.Object(parameters, "clientInfo"u8) ?? Unknown);
    }

    /// <summary>Whether it is a request that clients of every era can be asked, if they declare it.</summary>
    public static bool IsKnown(string method) => method is Methods.SamplingCreateMessage or Methods.ElicitationCreate or Methods.RootsList;

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

    /// <summary>Whether the client can show a page for the user to visit (elicitation in URL mode, 2025-11-25).</summary>
    public bool CanShowUrl => _showsUrl ??= JsonMembers.Has(JsonMembers.Raw(Capabilities, "elicitation"u8), "url"u8);

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

    private bool Has(string capability) => JsonMembers.Has(Capabilities, Encoding.ASCII.GetBytes(capability));

    // Also from "extensions", where modern peers declare what is not in the core.
    private static byte[] Without(byte[] capabilities, string[] names)
    {
        var kept = JsonMembers.Members(capabilities).Where(member => !names.Contains(member.Key)).Select(member =>
            member.Key == "extensions" ? new(member.Key, Without(member.Value, names)) : member);
        return JsonMembers.Write(kept);
    }
}
