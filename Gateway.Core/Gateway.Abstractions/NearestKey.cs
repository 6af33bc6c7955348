namespace Gateway;

/// <summary>The key that somebody probably meant.</summary>
internal static class NearestKey
{
    /// <summary>The known key with the fewest edits, if they are few for its length; else null.</summary>
    public static string? Of(string key, IEnumerable<string> known)
    {
        if (key.Length > 128) return null; // a value in the wrong place
        var nearest = known.MinBy(candidate => Distance(key, candidate));
        return nearest is not null && Distance(key, nearest) <= Math.Max(1, Math.Min(key.Length, nearest.Length) / 3) ? nearest : null;
    }

    // Optimal string alignment: letters that changed places are one edit, as people make them.
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];
    }
}
