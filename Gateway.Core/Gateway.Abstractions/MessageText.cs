namespace Gateway;

/// <summary>One string of a whole message.</summary>
public sealed class MessageText
{
    /// <summary>Its place in <see cref="Message.Texts"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The unescaped text.</summary>
    public required string Text { get; init; }

    /// <summary>The nearest property name; empty at the top.</summary>
    public required string Property { get; init; }

    /// <summary>A value, a property name or a number.</summary>
    public required LeafKind Kind { get; init; }
}
