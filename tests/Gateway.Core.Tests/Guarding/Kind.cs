namespace Gateway.Core.Tests.Guarding;

/// <summary>The kinds that the tests' guardrails find.</summary>
internal static class Kind
{
    public static readonly FindingKind Secret = new("secret", "<SECRET>");
    public static readonly FindingKind Token = new("token", "<TOKEN>");
    public static readonly FindingKind Undeclared = new("undeclared", "<UNDECLARED>");
}
