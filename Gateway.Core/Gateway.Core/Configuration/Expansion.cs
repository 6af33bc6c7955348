namespace Gateway.Core.Configuration;

/// <summary>A text with its variables filled in.</summary>
internal readonly record struct Expansion(string Text)
{
    /// <summary>Why the server cannot start with it, e.g. "needs the environment variable X, which is not set".</summary>
    public string? Failure { get; init; }

    /// <summary>Something that was left as text, named without what stands in it.</summary>
    public string? Remark { get; init; }
}
