namespace Gateway;

/// <summary>Takes the findings of one guardrail in one string.</summary>
public abstract class FindingSink
{
    internal FindingSink()
    {
    }

    /// <summary>Whether somebody reads reasons: people who try a guardrail on a text. False for the traffic of a gateway.</summary>
    public virtual bool WantsReasons => false;

    /// <summary>Reports <paramref name="length"/> characters of the text from <paramref name="start"/>.</summary>
    /// <param name="kind">One of <see cref="IGuardrail.Kinds"/>.</param>
    /// <param name="start">The first character, counted in UTF-16 units from 0.</param>
    /// <param name="length">The number of UTF-16 units, at least 1.</param>
    /// <param name="confidence">From 0 to 1: where findings overlap, the most certain one names the replacement.</param>
    /// <exception cref="ArgumentException">The span is outside the text or the kind was not declared; the failure action applies.</exception>
    public abstract void Add(FindingKind kind, int start, int length, double confidence = 1);

    /// <summary>The same, with the reason; it is ignored unless <see cref="WantsReasons"/>, so build it only then.</summary>
    /// <param name="kind">One of <see cref="IGuardrail.Kinds"/>.</param>
    /// <param name="start">The first character, counted in UTF-16 units from 0.</param>
    /// <param name="length">The number of UTF-16 units, at least 1.</param>
    /// <param name="confidence">From 0 to 1: where findings overlap, the most certain one names the replacement.</param>
    /// <param name="reason">A short sentence for people: which rule, which validator, which view of the text. Never the value that was found.</param>
    /// <exception cref="ArgumentException">The span is outside the text or the kind was not declared; the failure action applies.</exception>
    public virtual void Add(FindingKind kind, int start, int length, double confidence, string reason) => Add(kind, start, length, confidence);
}
