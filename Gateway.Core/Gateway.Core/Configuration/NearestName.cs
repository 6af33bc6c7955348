namespace Gateway.Core.Configuration;

/// <summary>Finds the name that somebody meant.</summary>
internal static class NearestName
{
    /// <summary>" (did you mean 'command'?)", or nothing when no name is near.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        // Long "names" are values in the wrong place; comparing them is of no use.
        if (name.Length > 64) return "";
        var best = known.Select(word => (Word: word, Distance: Distance(name, word))).DefaultIfEmpty((Word: "", Distance: int.MaxValue)).MinBy(pair => pair.Distance);
        return best.Distance <= Math.Max(1, Math.Min(name.Length, best.Word.Length) / 3) ? $" (did you mean '{best.Word}'?)" : "";
    }

    // Levenshtein's, ignoring case, '_' and '-': api_key, apiKey and ApiKey are one name to a person.
    private static int Distance(string left, string right)
    {
        left = Plain(left);
        right = Plain(right);
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = left[i - 1] == right[j - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[right.Length];
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
