namespace Gateway.Core.Configuration;

/// <summary>One text that decides what a server runs or reaches.</summary>
internal sealed record SourceText
{
    /// <summary><c>command</c>, <c>args[1]</c>, <c>env.PATH</c>.</summary>
    public required string Place { get; init; }

    /// <summary>As it stands in the file, before variables are filled in; null where the file says null.</summary>
    public required string? Text { get; init; }

    /// <summary>Shown to nobody, not even in part.</summary>
    public bool IsSecret { get; init; }

    // A record prints its members, and the text may be a secret.
    public override string ToString() => Place;
}
