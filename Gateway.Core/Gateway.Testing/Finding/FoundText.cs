namespace Gateway.Testing;

/// <summary>What a text guardrail found in one string, in the order of the text.</summary>
/// <example><code>
/// var found = PluginTest.Find(guardrail, "the key is house-1234")[0];
/// // found.Kind == "house_key", found.Start == 11, found.Text == "house-1234"
/// </code></example>
public sealed record FoundText
{
    /// <summary>The name of its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The first character, counted in UTF-16 units from 0.</summary>
    public required int Start { get; init; }

    /// <summary>The found text itself.</summary>
    public required string Text { get; init; }

    /// <summary>From 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The guardrail's reason; null when it gives none.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of UTF-16 units.</summary>
    public int Length => Text.Length;

    /// <summary>The first character behind it.</summary>
    public int End => Start + Text.Length;

    /// <summary>Kind and text, such as <c>card_number: 4111…</c>.</summary>
    public override string ToString() => $"{Kind}: {Text}";
}
