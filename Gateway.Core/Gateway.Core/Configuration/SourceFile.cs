namespace Gateway.Core.Configuration;

/// <summary>A file that a server's configuration comes from, with all that it says of what is run or reached.</summary>
internal sealed record SourceFile
{
    /// <summary>Its full path, as it was named: links in it are not followed.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<SourceText> Texts { get; init; }
}
