using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>What happens to one kind of finding of one guardrail.</summary>
internal sealed class KindPolicy(string guardrail, FindingKind kind, FindingAction toServer, FindingAction toClient)
{
    public string Guardrail { get; } = guardrail;

    public FindingKind Kind { get; } = kind;

    /// <summary>The placeholder for the inside of a JSON string: quotes, backslashes and controls are escaped, <c>&lt;</c> is not.</summary>
    public byte[] Placeholder { get; } = JsonText.Quote(kind.Placeholder)[1..^1];

    public FindingAction For(Direction direction) => direction == Direction.ToServer ? toServer : toClient;
}
