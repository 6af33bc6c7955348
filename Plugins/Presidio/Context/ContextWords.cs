namespace Gateway.Plugins.Presidio.Context;

/// <summary>Tells from words what a text speaks of: those before a candidate, or those of a property's name.</summary>
internal sealed class ContextWords
{
    /// <summary>As many words before a candidate count; Presidio looks at five.</summary>
    public const int MostWords = 6;

    private const int MostCharacters = 80;
    private const int LongestWord = 24;
    private const int FarthestLast = 30;
    private const int Near = 28;

    private readonly Dictionary<string, Topic>.AlternateLookup<ReadOnlySpan<char>> _topics;
    private readonly uint[] _lengths = new uint[32];

    private ContextWords(Dictionary<string, Topic> topics)
    {
        // A frozen dictionary would take longer to make than it saves in a session.
        _topics = topics.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in topics.Keys) _lengths[word[0] & 31] |= 1u << word.Length;
    }

    /// <summary>English, which programs and property names speak, another language, and those of the countries whose documents are looked for.</summary>
    public static ContextWords For(string language, IEnumerable<string> entities)
    {
        var languages = entities.Select(e => e[..2].ToLowerInvariant()).Append(language).Distinct(StringComparer.Ordinal);
        var topics = new Dictionary<string, Topic>(StringComparer.Ordinal);
        foreach (var (topic, words) in WordLists.Everywhere.Concat(languages.SelectMany(WordLists.Of)))
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                topics[word] = topics.GetValueOrDefault(word) | topic;
            }
        }

        return new(topics);
    }

    /// <summary>Those of the very last word: "order #", "id: ", "ticket no. ". What speaks against a candidate must be that near.</summary>
    public Topic OfLast(ReadOnlySpan<char> before)
    {
        var end = before.Length;
        var least = Math.Max(0, end - FarthestLast);
        while (end > least && !char.IsLetterOrDigit(before[end - 1])) end--;
        var start = end;
        while (start > least && char.IsLetter(before[start - 1])) start--;
        if (start == end) return Topic.None;
        if (before[start..end] is "no" or "No" or "number" or "Number" or "nr" or "Nr" or "num" && start > least) return OfLast(before[..start]);
        return Of(before[..end], 1, out _);
    }

    /// <summary>The topics of the last words of a text, and how many characters were read.</summary>
    public Topic Of(ReadOnlySpan<char> before, out int read) => Of(before, MostWords, out read);

    /// <summary>The topics of what stands close by, at a third of the price.</summary>
    public Topic OfNear(ReadOnlySpan<char> before, out int read) => Of(before[Math.Max(0, before.Length - Near)..], MostWords / 2, out read);

    private Topic Of(ReadOnlySpan<char> before, int most, out int read)
    {
        var topics = Topic.None;
        var least = Math.Max(0, before.Length - MostCharacters);
        var at = before.Length;
        for (var words = 0; words < most && at > least; words++)
        {
            for (; at > least && !IsLetter(before[at - 1]); at--)
            {
                // Another line is another matter, unless this one has only begun.
                if (before[at - 1] != '\n') continue;
                if (words > 0) least = at;
                words += MostWords / 2;
            }

            var end = at;
            while (at > least && IsLetter(before[at - 1])) at--;
            topics |= OfWord(before[at..end]);
        }

        read = before.Length - at;
        return topics;
    }

    private static bool IsLetter(char c) => c < 128 ? (uint)((c | 0x20) - 'a') <= 25 : char.IsLetter(c);

    // The word, and its parts where it is in camelCase.
    private Topic OfWord(ReadOnlySpan<char> word)
    {
        var topics = Lookup(word);
        var end = word.Length;
        for (var i = word.Length - 1; i > 0; i--)
        {
            if (!char.IsUpper(word[i]) || !char.IsLower(word[i - 1])) continue;
            topics |= Lookup(word[i..end]);
            end = i;
        }

        return end == word.Length ? topics : topics | Lookup(word[..end]);
    }

    private Topic Lookup(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > LongestWord || !MayBe(word[0], word.Length)) return Topic.None;
        Span<char> lower = stackalloc char[LongestWord];
        for (var i = 0; i < word.Length; i++) lower[i] = char.ToLowerInvariant(word[i]);
        return _topics.TryGetValue(lower[..word.Length], out var found) ? found : Topic.None;
    }

    // Most words are none of ours: their first letter and their length say so.
    private bool MayBe(char first, int length) => first >= 128 || (_lengths[first & 31] >> length & 1) == 1;
}
