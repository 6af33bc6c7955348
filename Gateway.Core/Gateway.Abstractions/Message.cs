using System.Text.Json;

namespace Gateway;

/// <summary>A whole message, for guardrails that need more than one string of it.</summary>
public sealed class Message
{
    private readonly Lazy<JsonElement> _payload;
    private readonly Lazy<IReadOnlyList<MessageText>> _texts;

    internal Message(MessageInfo info, Func<JsonElement> payload, Func<IReadOnlyList<MessageText>> texts)
    {
        Info = info;
        _payload = new(payload);
        _texts = new(texts);
    }

    /// <summary>Direction, method, server and tool.</summary>
    public MessageInfo Info { get; }

    /// <summary>The message's <c>params</c>, <c>result</c> or <c>error</c>; undefined when it has none.</summary>
    /// <remarks>Parsed at first use, from memory of its own: it may be kept.</remarks>
    /// <exception cref="JsonException">A property name is doubled; let it through, and the failure action applies.</exception>
    public JsonElement Payload => _payload.Value;

    /// <summary>Every string that text guardrails see, after their masks. Report findings against these.</summary>
    public IReadOnlyList<MessageText> Texts => _texts.Value;
}
