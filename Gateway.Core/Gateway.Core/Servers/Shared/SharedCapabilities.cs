using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Shared;

/// <summary>What a shared server is told that its client can do: nothing for which it would have to ask somebody.</summary>
internal static class SharedCapabilities
{
    // "tasks" of a client are those that answer sampling and elicitation (2025-11-25).
    private static readonly string[] Withheld = ["sampling", "elicitation", "roots", "tasks"];

    /// <summary>The capabilities without those; null when there are none of them, and so nothing changes.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> capabilities)
    {
        var members = JsonMembers.Members(capabilities);
        return members.Any(IsWithheld) ? JsonMembers.Write(members.Where(member => !IsWithheld(member))) : null;
    }

    private static bool IsWithheld(KeyValuePair<string, byte[]> member) => Withheld.Contains(Folded(member.Key), StringComparer.OrdinalIgnoreCase);

    // As servers may read it that ignore case; the two letters as in EnvelopeMembers.
    private static string Folded(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k');
}
