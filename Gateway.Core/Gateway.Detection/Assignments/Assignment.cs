using Gateway.Detection.Judging;

namespace Gateway.Detection.Assignments;

/// <summary>A value and the name that it is assigned to, by offsets in their text.</summary>
internal readonly record struct Assignment(int NameStart, int NameEnd, int ValueStart, int ValueEnd, ValueSyntax Syntax)
{
    /// <summary>A name that nothing is assigned to.</summary>
    public static Assignment None(int nameStart, int nameEnd) => new(nameStart, nameEnd, 0, 0, ValueSyntax.None);

    /// <summary>The characters that were read for it.</summary>
    public int Work { get; init; }

    public bool IsFound => Syntax != ValueSyntax.None;

    public bool IsOf(int start, int end) => start >= NameStart && end <= NameEnd;
}
