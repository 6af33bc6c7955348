namespace Gateway.Detection.Judging;

/// <summary>Judges a secret that a pattern found, for example by its checksum.</summary>
/// <param name="candidate">The secret where it stands.</param>
/// <returns>
/// A factor on the rule's confidence. Return <see cref="Judgement.Nothing"/> only where it certainly is no secret:
/// a checksum that fails makes a finding less certain and no more, because formats change.
/// </returns>
public delegate Judgement Validator(in Candidate candidate);
