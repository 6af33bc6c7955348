namespace Gateway.Plugins.Basic.Kinds;

/// <summary>Tells what documentation shows in place of a token from a token.</summary>
internal static class Placeholder
{
    /// <summary>0 for a token that is crossed out after its prefix, such as <c>ghp_xxxx…</c>; 1 for any other.</summary>
    public static double IsNone(ReadOnlySpan<char> secret, int prefix) =>
        secret[prefix..].ContainsAnyExcept('x', 'X', '_') ? 1 : 0;
}
