namespace Gateway.Core.Protocol;

/// <summary>Where the reserved keys of a message's <c>params._meta</c> have their values, raw. Source: MCP 2026-07-28, basic, "_meta".</summary>
internal struct ReservedMeta
{
    public static ReadOnlySpan<byte> Prefix => "io.modelcontextprotocol/"u8;

    /// <summary>The revision of the request: only modern clients send it.</summary>
    public Slice ProtocolVersion;

    public Slice ClientInfo;

    public Slice ClientCapabilities;

    public Slice LogLevel;

    /// <summary>The id of the <c>subscriptions/listen</c> that a notification belongs to.</summary>
    public Slice SubscriptionId;

    /// <summary>There is one of those that only requests of modern clients have.</summary>
    public readonly bool IsOfModernRequest => ProtocolVersion.IsPresent || ClientInfo.IsPresent || ClientCapabilities.IsPresent || LogLevel.IsPresent;

    /// <summary>Notes the value of a key; false when it was there before.</summary>
    public bool TryAdd(ReadOnlySpan<byte> key, Slice value)
    {
        if (key.SequenceEqual("protocolVersion"u8)) return TrySet(ref ProtocolVersion, value);
        if (key.SequenceEqual("clientCapabilities"u8)) return TrySet(ref ClientCapabilities, value);
        if (key.SequenceEqual("clientInfo"u8)) return TrySet(ref ClientInfo, value);
        if (key.SequenceEqual("logLevel"u8)) return TrySet(ref LogLevel, value);
        return !key.SequenceEqual("subscriptionId"u8) || TrySet(ref SubscriptionId, value);
    }

    private static bool TrySet(ref Slice slot, Slice value)
    {
        if (slot.IsPresent) return false;
        slot = value;
        return true;
    }
}
