namespace Gateway.Plugins.Lasso.Judging;

/// <summary>Names of deputies for people: they come from outside, and a block's reason is shown to the model.</summary>
internal static class DeputyNames
{
    private const int Longest = 40;
    private const int Most = 5;

    /// <summary>Lasso's own sentence.</summary>
    public static string Reason(IEnumerable<string> names) =>
        Join(names) is { Length: > 0 } joined ? $"Guardrail violations detected: {joined}" : "Guardrail violations detected";

    /// <summary>Each once, letters, digits and joints only.</summary>
    public static string Join(IEnumerable<string> names) =>
        string.Join(", ", names.Select(Plain).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(Most));

    private static string Plain(string name) =>
        new string([.. name.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ' ').Take(Longest)]).Trim();
}
