namespace Gateway;

/// <summary>One string of a message, unescaped. It lives during <see cref="TextGuardrail.Find"/> only: the compiler keeps it off the heap.</summary>
public readonly ref struct TextLeaf
{
    internal TextLeaf(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, MessageInfo message)
    {
        Text = text;
        Property = property;
        Kind = kind;
        Message = message;
    }

    /// <summary>The text as a reader of the JSON would see it. May hold lone surrogates.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>The nearest property name (<c>password</c> in <c>{"password":["x"]}</c>), at most its first 256 characters; empty at the top.</summary>
    public ReadOnlySpan<char> Property { get; }

    /// <summary>A value, a property name or a number.</summary>
    public LeafKind Kind { get; }

    /// <summary>The message that holds the string.</summary>
    public MessageInfo Message { get; }
}
