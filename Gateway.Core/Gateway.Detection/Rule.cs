namespace Gateway.Detection;

/// <summary>What one kind of secret looks like, as data: words that announce it, a pattern that confirms it, how far around a word the pattern may look.</summary>
public sealed class Rule
{
    /// <summary>The kind of the finding; several rules may share one.</summary>
    public required string Kind { get; init; }

    /// <summary>A regex without lookarounds and backreferences. What its group <c>secret</c> holds is found, or the whole match when it has none.</summary>
    /// <remarks>
    /// <c>\A</c> and <c>^</c> mean the start of the text, but <c>\z</c>, <c>$</c> and a <c>\b</c> at the end may also hold at the end of the window:
    /// where the character after a match matters, match it, outside the group.
    /// </remarks>
    public required string Pattern { get; init; }

    /// <summary>ASCII words of which every match has at least one. Without any, the pattern runs over every whole text, which is slow.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>True where the keywords count in any case; the pattern says so itself, by <c>(?i)</c>.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>The characters a match is made of: the pattern sees the unbroken run of them around a keyword, however long, so nothing of a match is cut off.</summary>
    /// <remarks>A match may start up to <see cref="Context"/> characters before the run, to see what stands there. Every keyword is made of these characters.</remarks>
    public string? Alphabet { get; init; }

    /// <summary>In place of <see cref="Alphabet"/>: how many characters before and after a keyword a match can extend, the character after it included.</summary>
    public int Reach { get; init; }

    /// <summary>The least length of a match, without what it has before the run of <see cref="Alphabet"/>: shorter texts and runs are passed over unasked.</summary>
    public int MinLength { get; init; }

    /// <summary>Judges what the pattern found; null believes the pattern.</summary>
    public Validator? Validator { get; init; }

    /// <summary>How certain a finding is, from 0 to 1, before <see cref="Validator"/>.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Texts with and without a secret. A method, because only a check of the rule wants them.</summary>
    public Func<IReadOnlyList<RuleExample>> Examples { get; init; } = static () => [];

    /// <summary>How many characters before a run of <see cref="Alphabet"/> a match may start.</summary>
    public const int Context = 16;

    /// <inheritdoc/>
    public override string ToString() => Kind;
}
