namespace Gateway.Plugins.Presidio;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearNames
{
    private const int Most = 4;

    /// <summary>The names that share the most with a wrong one, the nearest first.</summary>
    public static IReadOnlyList<string> Of(string wrong, IEnumerable<string> names)
    {
        var upper = wrong.ToUpperInvariant();
        return [.. names.Select(n => (Name: n, Steps: Steps(upper, n))).Where(n => n.Steps <= Math.Max(2, upper.Length / 3) || Shares(upper, n.Name)).OrderBy(n => n.Steps).Take(Most).Select(n => n.Name)];
    }

    private static bool Shares(string wrong, string name) => wrong.Length >= 3 && (name.Contains(wrong, StringComparison.Ordinal) || wrong.Contains(name, StringComparison.Ordinal));

    // How many characters must be changed, added or taken away.
    private static int Steps(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
