using Gateway.Detection.Judging;

namespace Gateway.Detection.Rules;

/// <summary>What one kind of secret looks like, as data: what announces it, a pattern that confirms it, a judge that knows better.</summary>
public sealed class Rule
{
    /// <summary>The kind of the finding; several rules may share one.</summary>
    public required string Kind { get; init; }

    /// <summary>A regex without lookarounds and backreferences. What its group <c>secret</c> holds is found, or the whole match when it has none.</summary>
    /// <remarks>
    /// Literals, ASCII classes with counts and groups of alternatives are matched by a <c>Shape</c>, which costs nothing to make; anything else by
    /// .NET's NonBacktracking engine. Null, with <see cref="AssignedTo"/> only, means the whole value.
    /// </remarks>
    public string? Pattern { get; init; }

    /// <summary>ASCII words of which every match has at least one, at a fixed place. When empty they are taken from the start of the pattern.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>True where the keywords count in any case; the pattern says so itself, by <c>(?i)</c>.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>In place of keywords: words that the name has which the value is assigned to, such as <c>datadog</c> for <c>DATADOG_API_KEY=…</c>. Lower case; <c>_</c> stands for any separator or none.</summary>
    public IReadOnlyList<string> AssignedTo { get; init; } = [];

    /// <summary>What may stand before a match.</summary>
    public RuleStart Start { get; init; }

    /// <summary>What happens to characters that follow a match.</summary>
    public RuleEnd End { get; init; }

    /// <summary>For a pattern that is no shape: how many characters before and after a keyword a match can extend, those that it looks at included; <see cref="int.MaxValue"/> for the whole text.</summary>
    public int Reach { get; init; }

    /// <summary>True for a pattern that reads every text from end to end, whatever announces it.</summary>
    public bool ReadsWholeText { get; init; }

    /// <summary>The least Shannon entropy of the secret, in bits a character.</summary>
    public double Entropy { get; init; }

    /// <summary>Judges what the pattern found; null believes the pattern.</summary>
    public Validator? Validator { get; init; }

    /// <summary>True for what documentation would write in place of a secret, too; false turns down crossed-out and numbered-through bodies.</summary>
    public bool TakesPlaceholders { get; init; }

    /// <summary>How certain a finding is, from 0 to 1, before <see cref="Validator"/>.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Texts with and without a secret. A method, because only a check of the rule wants them.</summary>
    public Func<IReadOnlyList<RuleExample>> Examples { get; init; } = static () => [];

    /// <inheritdoc/>
    public override string ToString() => Kind;
}
