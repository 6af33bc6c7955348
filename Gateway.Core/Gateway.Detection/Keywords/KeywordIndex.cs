namespace Gateway.Detection.Keywords;

/// <summary>All keywords by a few characters of theirs, letters without case: tells at once where none of them stands.</summary>
/// <remarks>
/// A bit for every hash of six characters says whether they are part of a keyword; words that are too short for that have four in a filter of their own.
/// The bits stay in the nearest caches whatever the number of keywords, and no step waits for the one before it, as each
/// step of an Aho-Corasick automaton does, whose table grows with the keywords.
/// </remarks>
internal sealed class KeywordIndex
{
    /// <summary>The least length of a keyword.</summary>
    public const int ShortestKeyword = 3;

    /// <summary>How many characters of a keyword are looked for.</summary>
    public const int LongPart = 6;

    /// <summary>How many characters of a keyword that has fewer than <see cref="LongPart"/>.</summary>
    public const int ShortPart = 4;

    private const int LongBits = 19;
    private const int ShortBits = 20;
    private const ulong LongMask = (1UL << (8 * LongPart)) - 1;
    private const ulong Golden = 0x9E3779B97F4A7C15; // 2^64 divided by the golden ratio: spreads neighbours

    private const int TableBits = 14;

    // Chains instead of dictionaries, which are compiled anew for keys of this kind at every start.
    private readonly KeywordEntry?[] _long = new KeywordEntry?[1 << TableBits];
    private readonly KeywordEntry?[] _short = new KeywordEntry?[1 << TableBits];

    /// <exception cref="ArgumentException">A keyword is too short.</exception>
    public KeywordIndex(IReadOnlyList<Keyword> keywords)
    {
        var count = Number(keywords);
        foreach (var keyword in keywords)
        {
            var last = 0UL;
            foreach (var character in keyword.Text.AsSpan(keyword.RarestPart, keyword.PartLength)) last = Next(last, Classes[character]);
            if (keyword.PartLength == LongPart) Add(_long, LongFilter, last, LongHash(last), keyword);
            else if (keyword.PartLength == ShortPart) Add(_short, ShortFilter, last, ShortHash(last), keyword);
            else for (var next = 0; next <= count; next++) Add(_short, ShortFilter, Next(last, (byte)next), ShortHash(Next(last, (byte)next)), keyword); // whatever comes after it
        }
    }

    /// <summary>The class of each UTF-16 unit; 0 for all that no keyword has.</summary>
    public byte[] Classes { get; } = new byte[char.MaxValue + 1];

    /// <summary>A bit for each hash of a long part.</summary>
    public uint[] LongFilter { get; } = new uint[1 << (LongBits - 5)];

    /// <summary>A bit for each hash of a short part.</summary>
    public uint[] ShortFilter { get; } = new uint[1 << (ShortBits - 5)];

    /// <summary>A bit for each hash of a short part, and of the last characters of a long one: what has none here is in neither of the others.</summary>
    public uint[] FirstFilter { get; } = new uint[1 << (ShortBits - 5)];

    /// <summary>The classes of the last eight characters, after one more.</summary>
    public static ulong Next(ulong last, byte characterClass) => (last << 8) | characterClass;

    public static int LongHash(ulong last) => (int)(((last & LongMask) * Golden) >> (64 - LongBits));

    public static int ShortHash(ulong last) => (int)(((uint)last * Golden) >> (64 - ShortBits));

    /// <summary>The first keyword whose long part is made of these classes; <see cref="Following"/> has the next.</summary>
    public KeywordEntry? WithLongPart(ulong last) => First(_long, last & LongMask);

    /// <summary>The first keyword whose short part is made of these classes.</summary>
    public KeywordEntry? WithShortPart(ulong last) => First(_short, (uint)last);

    /// <summary>The next keyword with the same part.</summary>
    public static KeywordEntry? Following(KeywordEntry entry) => OfPart(entry.Next, entry.Part);

    private static KeywordEntry? First(KeywordEntry?[] table, ulong part) => OfPart(table[Place(part)], part);

    private static KeywordEntry? OfPart(KeywordEntry? entry, ulong part)
    {
        while (entry is not null && entry.Part != part) entry = entry.Next;
        return entry;
    }

    private static int Place(ulong part) => (int)((part * Golden) >> (64 - TableBits));

    private int Number(IReadOnlyList<Keyword> keywords)
    {
        var count = 0;
        foreach (var keyword in keywords)
        {
            if (keyword.Text.Length < ShortestKeyword) throw new ArgumentException($"a keyword has at least {ShortestKeyword} characters", nameof(keywords));
            foreach (var character in keyword.Text)
            {
                if (Classes[character] == 0) Classes[char.ToLowerInvariant(character)] = Classes[char.ToUpperInvariant(character)] = (byte)++count;
            }
        }

        return count;
    }

    private void Add(KeywordEntry?[] table, uint[] filter, ulong part, int hash, Keyword keyword)
    {
        ref var place = ref table[Place(part)];
        place = new(keyword, part, place);
        filter[hash >> 5] |= 1u << hash;
        var first = ShortHash(part);
        FirstFilter[first >> 5] |= 1u << first;
    }
}
