namespace Gateway.Detection;

/// <summary>Finds something in texts. Thread-safe; its time is linear in the text, whatever it holds; finding nothing costs no allocation.</summary>
public abstract class Finder
{
    /// <summary>Adds what it finds in the text to <paramref name="found"/>, in any order; findings may overlap.</summary>
    /// <param name="text">The text; may hold lone surrogates.</param>
    /// <param name="property">The name that the text stands under, such as a JSON property's; empty when there is none.</param>
    /// <param name="found">Takes the findings; what it holds already stays.</param>
    public abstract void Find(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found);
}
