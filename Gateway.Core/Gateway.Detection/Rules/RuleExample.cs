namespace Gateway.Detection.Rules;

/// <summary>A text that shows what a rule finds or must not find.</summary>
public sealed class RuleExample
{
    private RuleExample(string text, int start, int length)
    {
        Text = text;
        Start = start;
        Length = length;
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Where the secret starts.</summary>
    public int Start { get; }

    /// <summary>How long the secret is; 0 when there is nothing to find.</summary>
    public int Length { get; }

    /// <summary>A text in which exactly <paramref name="secret"/> is found.</summary>
    public static RuleExample Secret(string secret, string before = "", string after = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        return new(before + secret + after, before?.Length ?? 0, secret.Length);
    }

    /// <summary>A text in which nothing is found.</summary>
    public static RuleExample Nothing(string text) => new(text, 0, 0);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
