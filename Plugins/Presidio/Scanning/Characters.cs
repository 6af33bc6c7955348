namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>Kinds of characters. Only ASCII makes words here: a digit after a Chinese character starts a number.</summary>
internal static class Characters
{
    public static bool IsDigit(char c) => (uint)(c - '0') <= 9;

    public static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') <= 25;

    public static bool IsLetterOrDigit(char c) => IsDigit(c) || IsLetter(c);

    public static bool IsHex(char c) => IsDigit(c) || (uint)((c | 0x20) - 'a') <= 5;

    /// <summary>Part of a name in a program.</summary>
    public static bool IsWord(char c) => IsLetterOrDigit(c) || c == '_';

    /// <summary>Whether a word goes on before a place. In JSON within JSON the n of \n is no part of what follows it.</summary>
    public static bool IsInWord(ReadOnlySpan<char> text, int start) =>
        IsWord(At(text, start - 1)) && !(At(text, start - 2) == '\\' && text[start - 1] is 'n' or 'r' or 't');

    /// <summary>The character there, or a blank outside the text.</summary>
    public static char At(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length ? text[index] : ' ';
}
