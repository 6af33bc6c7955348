namespace Gateway.Core.Protocol;

/// <summary>What somebody probably meant, of the names that exist.</summary>
internal static class NearestName
{
    /// <summary>Longer "names" are values in the wrong place, and comparing them takes time for nothing.</summary>
    private const int LongestName = 128;

    /// <summary>The known name with the fewest edits, if they are few for its length; else null.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var (best, distance) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            // A tool's own name without its server's prefix.
            var isOwnName = name.Length > 0 && candidate.EndsWith('_' + name, StringComparison.OrdinalIgnoreCase);
            var edits = isOwnName ? 1 : Distance(name, candidate);
            if (edits < distance) (best, distance) = (candidate, edits);
        }

        return best is not null && distance <= Math.Max(1, Math.Min(name.Length, best.Length) / 3) ? best : null;
    }

    /// <summary>" (did you mean 'command'?)", or nothing when no name is near.</summary>
    public static string Suggest(string name, IEnumerable<string> known) => Of(name, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>Levenshtein's distance without case, '_' and '-': api_key, apiKey and ApiKey are one name to a person.</summary>
    public static int Distance(string left, string right)
    {
        if (left.Length > LongestName || right.Length > LongestName) return int.MaxValue;
        left = Plain(left);
        right = Plain(right);
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[right.Length];
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
