using Gateway.Core.Guarding;

namespace Gateway.Core.Text;

/// <summary>Bytes of a payload that are to be replaced.</summary>
/// <param name="Start">Offset in the payload.</param>
/// <param name="End">Offset after the last byte replaced.</param>
/// <param name="Replacement">Escaped for where it stands.</param>
/// <param name="Policy">The kind that was found.</param>
/// <param name="Confidence">As the guardrail gave it.</param>
/// <param name="IsName">It stands in a property name, which must stay unique.</param>
/// <param name="Place">Where it is, for counts.</param>
internal readonly record struct Edit(int Start, int End, byte[] Replacement, KindPolicy Policy, double Confidence, bool IsName, FindingPlace Place);
