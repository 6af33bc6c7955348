namespace Gateway.Core.Guarding;

/// <summary>What is counted as one: findings of one kind, treated alike, in places of one class.</summary>
internal readonly record struct ActionKey(string Guardrail, string Kind, TakenAction Action, FindingPlace Place);
