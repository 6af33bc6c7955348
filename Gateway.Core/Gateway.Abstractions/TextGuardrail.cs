namespace Gateway;

/// <summary>A guardrail that finds spans in single strings; the gateway masks, blocks or counts what it finds.</summary>
public abstract class TextGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public abstract IReadOnlyCollection<FindingKind> Kinds { get; }

    /// <summary>Reports what it finds in one string of a message.</summary>
    /// <remarks>Synchronous, thread-safe and without I/O. The text is gone when the method returns.</remarks>
    /// <param name="leaf">The string and where it stands.</param>
    /// <param name="findings">Takes the findings, in any order; they may overlap.</param>
    public abstract void Find(in TextLeaf leaf, FindingSink findings);

    /// <summary>Asked once, when it was loaded: false for a guardrail that overrides <see cref="CheckAsync"/> and has no need of it with its options. Whole messages cost each call more than strings.</summary>
    public virtual bool ChecksMessages => true;

    /// <summary>Override it to look at whole messages too, for example with a remote analyser.</summary>
    /// <inheritdoc/>
    public virtual ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
}
