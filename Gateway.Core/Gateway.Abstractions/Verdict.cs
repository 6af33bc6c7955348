using System.Text.Json;

namespace Gateway;

/// <summary>What a guardrail decided about a message. Closed to plugins, so that a later contract can add a kind.</summary>
public abstract class Verdict
{
    private protected Verdict()
    {
    }

    /// <summary>Let the message through.</summary>
    public static Verdict Pass { get; } = new Passed();

    /// <summary>Act on these findings as the configuration says: the usual answer of a remote detector.</summary>
    /// <param name="findings">Spans of <see cref="Message.Texts"/>; none is the same as <see cref="Pass"/>.</param>
    public static Verdict Found(IReadOnlyList<TextFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Count == 0 ? Pass : new FoundTexts(findings);
    }

    /// <summary>Put another payload in place of <see cref="Message.Payload"/>; text guardrails look at the new one again.</summary>
    /// <param name="payload">The whole new payload. In a request only <c>arguments</c> may differ; anything else is a fault.</param>
    public static Verdict Replace(JsonElement payload) => new Replaced(payload.Clone());

    /// <summary>Refuse the message.</summary>
    /// <param name="reason">One sentence, shown to the model, at most 300 characters: it must not repeat what was found.</param>
    /// <param name="code">A short word for logs and counters.</param>
    public static Verdict Block(string reason, string code = "policy")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new Blocked(reason, code);
    }

    /// <summary>Lets a check without await return a verdict directly.</summary>
    public static implicit operator ValueTask<Verdict>(Verdict verdict) => new(verdict);

    /// <summary>The same as the operator, for languages without it.</summary>
    public ValueTask<Verdict> ToValueTask() => new(this);

    internal sealed class Passed : Verdict;

    internal sealed class FoundTexts(IReadOnlyList<TextFinding> findings) : Verdict
    {
        public IReadOnlyList<TextFinding> Findings { get; } = findings;
    }

    internal sealed class Replaced(JsonElement payload) : Verdict
    {
        public JsonElement Payload { get; } = payload;
    }

    internal sealed class Blocked(string reason, string code) : Verdict
    {
        public string Reason { get; } = reason;

        public string Code { get; } = code;
    }
}
