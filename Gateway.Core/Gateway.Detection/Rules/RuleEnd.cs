namespace Gateway.Detection.Rules;

/// <summary>What happens to characters that follow a match.</summary>
public enum RuleEnd
{
    /// <summary>Those of the pattern's last class are found too: no tail of a longer token stays.</summary>
    Extend,

    /// <summary>A letter or a digit there means that it is no match: a longer number is another thing.</summary>
    Word,

    /// <summary>They are not looked at.</summary>
    Exact,
}
