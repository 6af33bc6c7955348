using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Addresses;

/// <summary>Reads names of hosts that end in a top-level domain.</summary>
internal static class Domain
{
    private const int LongestLabel = 63;

    // Endings of files that are no country's and nobody's top-level domain.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Files = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "js", "mjs", "ts", "tsx", "jsx", "css", "scss", "html", "htm", "json", "xml", "yaml", "yml",
        "txt", "dll", "exe", "cs", "java", "cpp", "hpp", "rb", "go", "lock", "log", "csv", "conf", "toml", "tgz", "gz", "jar", "local", "internal", "localhost", "invalid",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Where the longest name of a host ends that starts there; -1 when there is none with a dot and a top-level domain.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, int longest)
    {
        var best = -1;
        var at = start;
        for (var labels = 1; at - start <= longest; labels++)
        {
            var label = at;
            while (at < text.Length && at - label <= LongestLabel && IsLabelCharacter(text[at])) at++;
            if (at == label || at - label > LongestLabel || text[label] == '-' || text[at - 1] == '-') break;
            if (labels > 1 && IsTop(text[label..at])) best = at;
            if (Characters.At(text, at) != '.') break;
            at++;
        }

        // The name goes on in a way that no host's does.
        return best >= 0 && Characters.At(text, best) is '_' or '@' ? -1 : best;
    }

    private static bool IsTop(ReadOnlySpan<char> label)
    {
        if (label.Length < 2 || Files.Contains(label)) return false;
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return true;
        var small = false;
        foreach (var c in label)
        {
            // isGenericType is a member of a class, not a country.
            if (small && char.IsAsciiLetterUpper(c)) return false;
            small |= char.IsAsciiLetterLower(c);
            if (!Characters.IsLetter(c) && !(c > 127 && char.IsLetter(c))) return false;
        }

        return true;
    }

    private static bool IsLabelCharacter(char c) => Characters.IsLetterOrDigit(c) || c == '-' || (c > 127 && char.IsLetterOrDigit(c));
}
