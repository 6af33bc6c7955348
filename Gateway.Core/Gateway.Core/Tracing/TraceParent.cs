namespace Gateway.Core.Tracing;

/// <summary>Reads <c>traceparent</c> as the W3C's Trace Context (level 1, §3.2) writes it: <c>version-trace-parent-flags</c> in lower-case hexadecimal.</summary>
/// <remarks>No guardrail looks at this member, so nothing of it is told that could be anything else than the number of a trace.</remarks>
internal static class TraceParent
{
    private const int Length = 55;

    public static string? TraceId(string text)
    {
        // Later versions may be longer, after one more dash.
        if (text.Length < Length || (text.Length > Length && (text.StartsWith("00", StringComparison.Ordinal) || text[Length] != '-'))) return null;
        if (text[2] != '-' || text[35] != '-' || text[52] != '-') return null;
        var trace = text.AsSpan(3, 32);
        var parent = text.AsSpan(36, 16);
        if (!IsHex(text.AsSpan(0, 2)) || !IsHex(trace) || !IsHex(parent) || !IsHex(text.AsSpan(53, 2))) return null;
        if (text.StartsWith("ff", StringComparison.Ordinal) || !trace.ContainsAnyExcept('0') || !parent.ContainsAnyExcept('0')) return null;
        return trace.ToString();
    }

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', 'f') && !text.ContainsAnyInRange(':', '`');
}
