namespace Gateway.Detection;

/// <summary>Judges a secret that a pattern found, for example by its checksum.</summary>
/// <param name="secret">What would be replaced.</param>
/// <returns>
/// A factor on the rule's confidence, from 0 to 1. Return 0, nothing was found, only where it certainly is no secret:
/// a checksum that fails makes a finding less certain and no more, because formats change.
/// </returns>
public delegate double Validator(ReadOnlySpan<char> secret);
