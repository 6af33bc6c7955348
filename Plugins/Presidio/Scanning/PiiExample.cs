namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>A text that shows what a recogniser finds or must not find.</summary>
internal sealed record PiiExample(string Text, string Found)
{
    /// <summary>A text in which exactly <paramref name="value"/> is found.</summary>
    public static PiiExample Is(string value, string before = "", string after = "") => new(before + value + after, value);

    /// <summary>A text in which nothing is found.</summary>
    public static PiiExample Not(string text) => new(text, "");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
