namespace Gateway.Detection.Shapes;

/// <summary>A set of characters: any of ASCII, and all or none of the others.</summary>
internal readonly record struct CharacterSet(ulong Low, ulong High, bool HasOthers)
{
    public static CharacterSet Of(char character) => default(CharacterSet).With(character);

    public static CharacterSet Of(string characters)
    {
        var set = default(CharacterSet);
        foreach (var character in characters) set = set.With(character);
        return set;
    }

    public int Count => System.Numerics.BitOperations.PopCount(Low) + System.Numerics.BitOperations.PopCount(High);

    /// <summary>The first character of ASCII that it holds.</summary>
    public char First => (char)(Low != 0 ? System.Numerics.BitOperations.TrailingZeroCount(Low) : 64 + System.Numerics.BitOperations.TrailingZeroCount(High));

    public bool Contains(char character) =>
        character < 128 ? (((character < 64 ? Low : High) >> (character & 63)) & 1) != 0 : HasOthers;

    public CharacterSet With(char character) =>
        character < 64 ? this with { Low = Low | (1UL << character) } : character < 128 ? this with { High = High | (1UL << (character - 64)) } : this with { HasOthers = true };

    public CharacterSet With(CharacterSet other) => new(Low | other.Low, High | other.High, HasOthers || other.HasOthers);

    public CharacterSet Inverted() => new(~Low, ~High, !HasOthers);

    public bool Overlaps(CharacterSet other) => (Low & other.Low) != 0 || (High & other.High) != 0 || (HasOthers && other.HasOthers);

    /// <summary>With both cases of every letter.</summary>
    public CharacterSet WithoutCase()
    {
        const ulong Letters = 0x07FFFFFEUL; // @ is bit 0 of the upper half; the cases lie 32 bits apart
        var letters = (High | (High >> 32)) & Letters;
        return this with { High = High | letters | (letters << 32) };
    }

    /// <summary>The characters of ASCII that it holds, in their order.</summary>
    public string Characters()
    {
        Span<char> characters = stackalloc char[128];
        var count = 0;
        for (var c = '\0'; c < 128; c++)
        {
            if (Contains(c)) characters[count++] = c;
        }

        return characters[..count].ToString();
    }
}
