using System.Buffers;

namespace Gateway.Detection.Judging;

/// <summary>Tells what documentation writes in place of a secret.</summary>
public static class Placeholder
{
    private const int LongestRun = 6;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "example", "your-", "your_", "yourkey", "yourtoken", "yourapi", "yoursecret", "yourpass", "my-secret", "my_secret", "changeme", "change-me", "change_me", "replace", "placeholder",
            "insert-", "insert_", "redacted", "dummy", "sample", "fake-", "fake_", "notreal", "not-a-real", "not_a_real", "xxxx", "****", "....", "____", "deadbeef", "lorem", "foobar", "todo", "-here", "_here",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a body that is crossed out, numbered through, repeated or says of itself that it is none.</summary>
    public static bool IsOne(ReadOnlySpan<char> secret)
    {
        // In a body of hundreds of random letters such a word may stand by chance; four x may in any.
        if (secret.Length <= 120 && secret.ContainsAny(Words) && (!secret.Contains("xxxx", StringComparison.OrdinalIgnoreCase) || IsMostly(secret, 'x') || secret.ContainsAny(WordsOnly))) return true;
        return IsRepeated(secret) || IsCounted(secret) || IsTemplate(secret);
    }

    private static readonly SearchValues<string> WordsOnly = SearchValues.Create(
        ["example", "your", "changeme", "replace", "placeholder", "redacted", "dummy", "sample", "here"], StringComparison.OrdinalIgnoreCase);

    private static bool IsMostly(ReadOnlySpan<char> secret, char character)
    {
        var count = 0;
        foreach (var c in secret) count += (c | 0x20) == character ? 1 : 0;
        return count * 2 > secret.Length;
    }

    // aaaaaaaa, 00000000-0000-…: one character makes up most of it, in a long run.
    private static bool IsRepeated(ReadOnlySpan<char> secret)
    {
        int run = 1, longest = 1;
        for (var i = 1; i < secret.Length; i++)
        {
            run = secret[i] == secret[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        // The last part of an address may be crossed out alone: hooks/T0/B0/XXXXXXXX.
        return longest >= LongestRun && (longest * 2 > secret.Length || IsCrossedOut(secret, run));
    }

    private static bool IsCrossedOut(ReadOnlySpan<char> secret, int lastRun) =>
        lastRun >= LongestRun && lastRun < secret.Length && !char.IsAsciiLetterOrDigit(secret[^(lastRun + 1)]);

    // 1234567890, abcdefgh, ABC…: most characters are followed by their neighbour.
    private static bool IsCounted(ReadOnlySpan<char> secret)
    {
        var steps = 0;
        for (var i = 1; i < secret.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(secret[i]) && (secret[i] - secret[i - 1] == 1 || (secret[i] == '0' && secret[i - 1] == '9'))) steps++;
        }

        return secret.Length >= 8 && steps * 2 > secret.Length;
    }

    // A name in brackets, not just signs that a password may have.
    private static bool IsReference(ReadOnlySpan<char> secret, string opening, char closing)
    {
        var start = secret.IndexOf(opening);
        if (start < 0) return false;
        var inside = secret[(start + opening.Length)..];
        var end = inside.IndexOf(closing);
        return end > 0 && !inside[..end].ContainsAnyExcept(Characters.OfReferences);
    }

    // <token>, ${TOKEN}, {{ token }}, %TOKEN%, [token], $(token), __TOKEN__
    private static bool IsTemplate(ReadOnlySpan<char> secret) => secret switch
    {
        ['<', .., '>'] or ['[', .., ']'] or ['%', .., '%'] or ['_', '_', .., '_', '_'] => secret.Length < 60,
        ['$', .. var name] when !name.ContainsAnyExcept(Characters.OfReferences) && !name.Contains('$') => name.Length < 60,
        [.., '.', '.', '.'] or [.., '\u2026'] => true,
        _ => IsReference(secret, "${", '}') || IsReference(secret, "{{", '}') || IsReference(secret, "$(", ')') || IsReference(secret, "<%", '%'),
    };
}
