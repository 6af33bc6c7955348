namespace Gateway.Core.Allowing;

/// <summary>One value that the user allowed, as the file keeps it.</summary>
internal sealed record AllowedValue
{
    /// <summary>Eight hexadecimal digits, random: what <c>--remove</c> takes.</summary>
    public required string Id { get; init; }

    /// <summary>HMAC-SHA256 of its UTF-16 units, little-endian, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The kind that it may be found as; null for any.</summary>
    public string? Kind { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>The user's own words; empty without any.</summary>
    public string Note { get; init; } = "";

    public bool Covers(string kind) => Kind is null || string.Equals(Kind, kind, StringComparison.OrdinalIgnoreCase);
}
