namespace Gateway.Detection.Rules;

/// <summary>What may stand before a match.</summary>
public enum RuleStart
{
    /// <summary>No letter and no digit, unless these end an escape sequence, as in <c>\nAKIA…</c>, <c>%3DAKIA…</c> or a terminal's colour.</summary>
    Word,

    /// <summary>Anything.</summary>
    Any,
}
