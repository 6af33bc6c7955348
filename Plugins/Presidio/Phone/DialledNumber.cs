using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Phone;

/// <summary>Groups of digits with what people put between them when they write a telephone number.</summary>
internal ref struct DialledNumber
{
    public const int MostGroups = 8;
    private const int MostDigits = 20;

    private Groups _groups;
    private DigitBuffer _digits;

    /// <summary>Where it starts, with the plus sign and the bracket.</summary>
    public int Start { get; private set; }

    /// <summary>Whether a plus sign stands before it.</summary>
    public bool IsInternational { get; private set; }

    /// <summary>Whether its first group, or the one after the calling code, is in brackets.</summary>
    public bool HasBrackets { get; private set; }

    public int Count { get; private set; }

    /// <summary>How many characters were read.</summary>
    public int Read { get; private set; }

    [UnscopedRef]
    public readonly ReadOnlySpan<char> Digits(int groups) => ((ReadOnlySpan<char>)_digits)[..DigitsIn(groups)];

    public readonly int LengthOf(int group) => _groups[group].Length;

    public readonly int EndOf(int groups) => _groups[groups - 1].End;

    /// <summary>What stands before a group: the sign that says most.</summary>
    public readonly char SeparatorBefore(int group) => _groups[group].Separator;

    public readonly int DigitsIn(int groups)
    {
        var sum = 0;
        for (var i = 0; i < groups; i++) sum += _groups[i].Length;
        return sum;
    }

    /// <summary>Reads on from the first digit, as far as it could be one number.</summary>
    public static DialledNumber From(ReadOnlySpan<char> text, int first)
    {
        var number = default(DialledNumber);
        number.ReadSigns(text, first);
        var at = first;
        var separator = '\0';
        while (number.Count < MostGroups)
        {
            var start = at;
            var used = number.DigitsIn(number.Count);
            while (at < text.Length && at - start <= MostDigits && Characters.IsDigit(text[at])) at++;
            if (used + at - start > MostDigits) break;
            text[start..at].CopyTo(((Span<char>)number._digits)[used..]);
            // An extension (x123) may be glued to the last group; any other letter means that this is no part of a number.
            if (Characters.IsWord(Characters.At(text, at)) && text[at] is not ('x' or 'X')) break;
            number._groups[number.Count++] = new(at - start, at, separator);
            if (!number.TryReadSeparators(text, ref at, out separator)) break;
        }

        number.Read = at - number.Start;
        return number;
    }

    private void ReadSigns(ReadOnlySpan<char> text, int first)
    {
        Start = first;
        if (Characters.At(text, Start - 1) == '(')
        {
            Start--;
            HasBrackets = true;
        }

        if (Characters.At(text, Start - 1) == '+')
        {
            Start--;
            IsInternational = true;
        }
        else if (HasBrackets && text.Slice(first).IndexOfAnyExceptInRange('0', '9') is var length && Characters.At(text, first + length) != ')')
        {
            // The bracket is around more than the area code: it belongs to the sentence.
            Start = first;
            HasBrackets = false;
        }
    }

    private bool TryReadSeparators(ReadOnlySpan<char> text, ref int at, out char separator)
    {
        separator = '\0';
        var hasBracket = false;
        var i = at;
        for (; i < text.Length && i - at < 3 && !Characters.IsDigit(text[i]); i++)
        {
            var plain = text[i] switch
            {
                ' ' or '\u00A0' or '\u202F' => ' ',
                '-' or '\u2010' or '\u2011' or '\u2013' => '-',
                '.' or '/' or '(' or ')' => text[i],
                _ => '\0',
            };
            if (plain == '\0' || (i > at && plain is '.' or '/')) return false;
            hasBracket |= plain == '(';
            if (separator is '\0' or ' ' || plain is '(') separator = plain;
        }

        if (i >= text.Length || !Characters.IsDigit(text[i])) return false;
        at = i;
        HasBrackets |= hasBracket;
        return true;
    }

    private readonly record struct Group(int Length, int End, char Separator);

    [InlineArray(MostGroups)]
    private struct Groups
    {
        private Group _first;
    }

    [InlineArray(MostDigits)]
    private struct DigitBuffer
    {
        private char _first;
    }
}
