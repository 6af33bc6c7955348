using System.Text;
using System.Text.Json;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>What became of a message on its way through the guardrails.</summary>
/// <example><code>
/// var result = await PluginTest.RunAsync(guardrail, TestMessage.ToolResult("my house-1234"));
/// // result.Text == "my &lt;HOUSE_KEY&gt;", result.Counts["house_key"] == 1, result.Findings[0].Action == ActionTaken.Masked
/// </code></example>
public sealed class GuardedMessage
{
    private readonly byte[] _bytes;

    internal GuardedMessage(TestMessage sent, byte[] bytes) => (Sent, _bytes) = (sent, bytes);

    /// <summary>The message as it was.</summary>
    public TestMessage Sent { get; }

    /// <summary>The bytes that go on. When it is blocked, those of the answer that stands in its place; none for a notification or a tool of a listing, which vanish.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary><see cref="Bytes"/> as text.</summary>
    public string Json => Encoding.UTF8.GetString(_bytes);

    /// <summary><see cref="Bytes"/> as JSON; undefined when there are none.</summary>
    public JsonElement Root => _bytes.Length == 0 ? default : TestJson.Parse(Json);

    /// <summary>The texts of the result's content blocks, a line each, or the sentence of an error; of a blocked call, what the model reads.</summary>
    public string Text => ContentText.Of(Root);

    /// <summary>Whether it went on byte for byte as it was.</summary>
    public bool IsUntouched => !IsBlocked && Json == Sent.Json;

    /// <summary>Whether it was refused.</summary>
    public bool IsBlocked => BlockedBy is not null;

    /// <summary>Who refused it: a guardrail's name, or <c>gateway</c>; null when it passed.</summary>
    public string? BlockedBy { get; internal init; }

    /// <summary>The short word for logs: <c>finding</c>, <c>policy</c> or a plugin's own, or the kind of failure; null when it passed.</summary>
    public string? BlockCode { get; internal init; }

    /// <summary>The sentence for the model; null when it passed.</summary>
    public string? BlockReason { get; internal init; }

    /// <summary>Every finding as it was reported, before overlaps are merged.</summary>
    public IReadOnlyList<GuardedFinding> Findings { get; internal init; } = [];

    /// <summary>How often each kind was acted on, overlaps merged: what counters and records show.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; internal init; } = new Dictionary<string, int>();

    /// <summary>Guardrails that could not judge it.</summary>
    public IReadOnlyList<GuardrailFailure> Failures { get; internal init; } = [];

    /// <summary>The <c>_meta</c> note for the client, such as <c>{"card_number":1}</c>; null when the message carries none.</summary>
    public string? Note => ContentText.Note(Root);

    /// <summary>The JSON, or why it was blocked.</summary>
    public override string ToString() => IsBlocked ? $"blocked by {BlockedBy} ({BlockCode}): {BlockReason}" : Json;
}
