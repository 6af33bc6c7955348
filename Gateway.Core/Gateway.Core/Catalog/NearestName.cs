namespace Gateway.Core.Catalog;

/// <summary>What somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest edits, if they are few for its length; else null.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var (best, distance) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            var edits = candidate.EndsWith('_' + name, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(name, candidate);
            if (edits < distance) (best, distance) = (candidate, edits);
        }

        return distance <= Math.Max(2, name.Length / 3) ? best : null;
    }

    // Levenshtein's, one row at a time, without case.
    private static int Distance(string a, string b)
    {
        if (a.Length > 128 || b.Length > 128) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[b.Length];
    }
}
