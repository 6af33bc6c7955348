using System.Text;
using Gateway.Detection.Rules;

namespace Gateway.Detection.Shapes;

/// <summary>Where in a shape its keywords stand.</summary>
internal sealed class Anchors
{
    private const int ShortestKeyword = 3;
    private const int LongestKeyword = 12;
    private const int LongestStart = 128;
    private const int MostSpelledOut = 2_000;
    private const int SpelledOutLength = 4;

    private Anchors(IReadOnlyList<string> keywords, Anchor[] all, bool ignoresCase) =>
        (Keywords, All, IgnoresCase) = (keywords, all, ignoresCase);

    public IReadOnlyList<string> Keywords { get; }

    /// <summary>From the longest distance to the shortest: of two matches that overlap the first counts.</summary>
    public Anchor[] All { get; }

    public bool IgnoresCase { get; }

    /// <summary>Null when a keyword's place is not fixed.</summary>
    public static Anchors? Of(Rule rule, ShapeBranch[] branches)
    {
        var ignoresCase = rule.IgnoreCase || rule.Pattern!.StartsWith("(?i)", StringComparison.Ordinal);
        return rule.Keywords.Count == 0 ? Derived(branches, ignoresCase) : Located(rule.Keywords, branches, ignoresCase);
    }

    private static Anchors? Located(IReadOnlyList<string> keywords, ShapeBranch[] branches, bool ignoresCase)
    {
        var all = new List<Anchor>();
        for (var i = 0; i < branches.Length; i++)
        {
            var start = branches[i].FixedStart(LongestStart);
            var isThere = false;
            foreach (var keyword in keywords)
            {
                for (var offset = 0; offset + keyword.Length <= start.Length; offset++)
                {
                    if (!Fits(keyword, start, offset)) continue;
                    if (all.Find(a => a.Offset == offset) is not { } anchor) all.Add(anchor = new(offset, new bool[branches.Length]));
                    anchor.Branches[i] = isThere = true;
                }
            }

            if (!isThere) return null;
        }

        all.Sort(static (a, b) => b.Offset.CompareTo(a.Offset));
        return new(keywords, [.. all], ignoresCase);
    }

    private static bool Fits(string keyword, CharacterSet[] sets, int offset)
    {
        for (var i = 0; i < keyword.Length; i++)
        {
            if (!sets[offset + i].Contains(keyword[i])) return false;
        }

        return true;
    }

    // The literal start of each branch. One that is so short that it stands everywhere is spelled out: AC and two hex digits are 256 words.
    private static Anchors? Derived(ShapeBranch[] branches, bool ignoresCase)
    {
        var keywords = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in branches)
        {
            List<string> words = [""];
            var length = 0;
            var literal = new StringBuilder(LongestKeyword);
            foreach (var set in branch.FixedStart(LongestKeyword))
            {
                if (set.HasOthers) break;
                var characters = set.Count == 1 ? "" : ignoresCase ? WithoutCapitals(set.Characters()) : set.Characters();
                if (characters.Length <= 1) literal.Append(characters.Length == 1 ? characters[0] : set.First);
                else if (length >= SpelledOutLength || words.Count * characters.Length > MostSpelledOut) break;
                else words = SpelledOut(words, literal, characters);
                length++;
            }

            if (length < ShortestKeyword) return null;
            foreach (var word in words) keywords.Add(literal.Length == 0 ? word : word + literal);
        }

        return new([.. keywords], [new(0, [])], ignoresCase);
    }

    private static List<string> SpelledOut(List<string> words, StringBuilder literal, string characters)
    {
        var longer = new List<string>(words.Count * characters.Length);
        foreach (var word in words)
        {
            foreach (var character in characters) longer.Add($"{word}{literal}{character}");
        }

        literal.Clear();
        return longer;
    }

    // Capitals whose small letters are there too.
    private static string WithoutCapitals(string characters)
    {
        var kept = new StringBuilder(characters.Length);
        foreach (var character in characters)
        {
            if (!char.IsAsciiLetterUpper(character) || !characters.Contains(char.ToLowerInvariant(character), StringComparison.Ordinal)) kept.Append(character);
        }

        return kept.ToString();
    }
}
