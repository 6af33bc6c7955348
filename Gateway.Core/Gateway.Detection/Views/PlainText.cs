using System.Buffers;

namespace Gateway.Detection.Views;

/// <summary>A text in which nothing is hidden or written by number any more, and where each of its characters stood. In rented memory, given back by <see cref="Return"/>.</summary>
internal ref struct PlainText
{
    private readonly ReadOnlySpan<char> _original;
    private char[] _characters;
    private int[] _origins;
    private int _length;

    private PlainText(ReadOnlySpan<char> original)
    {
        _original = original;
        _characters = ArrayPool<char>.Shared.Rent(original.Length);
        _origins = ArrayPool<int>.Shared.Rent(original.Length);
    }

    public readonly ReadOnlySpan<char> Text => _characters.AsSpan(0, _length);

    /// <summary>Reads a text as people or programs would.</summary>
    public static PlainText Of(ReadOnlySpan<char> text)
    {
        var plain = new PlainText(text);
        for (var at = 0; at < text.Length;)
        {
            var isHidden = TryRead(text, at, out var length, out var character);
            // What an escape stands for may be in disguise itself.
            if (isHidden && character >= 0x80 && LookAlikes.TryRead([character], 0, out _, out var seen)) character = seen;
            if (!isHidden) (length, character) = (1, text[at]);
            if (character != '\0' || !isHidden) plain.Add(character, at);
            at += length;
        }

        return plain;
    }

    /// <summary>Where a part of the plain text stood in the original, without what is invisible behind it.</summary>
    public readonly (int Start, int End) Original(int start, int end)
    {
        var last = _origins[end - 1];
        return (_origins[start], last + (TryRead(_original, last, out var length, out _) ? length : 1));
    }

    /// <summary>Gives the memory back. Not after a fault: a plugin's thread that was left behind may still read it.</summary>
    public void Return()
    {
        ArrayPool<char>.Shared.Return(_characters);
        ArrayPool<int>.Shared.Return(_origins);
        (_characters, _origins, _length) = ([], [], 0);
    }

    private static bool TryRead(ReadOnlySpan<char> text, int at, out int length, out char character) =>
        LookAlikes.TryRead(text, at, out length, out character) || EscapeReader.TryRead(text, at, out length, out character);

    private void Add(char character, int origin)
    {
        _characters[_length] = character;
        _origins[_length++] = origin;
    }
}
