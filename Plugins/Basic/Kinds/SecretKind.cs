using Gateway.Detection;

namespace Gateway.Plugins.Basic.Kinds;

/// <summary>A kind of secret: what the gateway is told of it, and the rule that finds it.</summary>
internal sealed class SecretKind(FindingKind finding, Rule rule)
{
    public FindingKind Finding { get; } = finding;

    public Rule Rule { get; } = rule;
}
