using Gateway.Detection.Assignments;

namespace Gateway.Detection.Searching;

/// <summary>One text on its way through the searches of all rules.</summary>
internal ref struct Scan(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found)
{
    public readonly ReadOnlySpan<char> Text = text;
    public readonly ReadOnlySpan<char> Property = property;
    public readonly Detections Found = found;

    /// <summary>The characters that were given to patterns: the work that hostile text could drive up.</summary>
    public long Work;

    /// <summary>The assignment that was read last: several words of one name ask for the same.</summary>
    public Assignment Assignment;
}
