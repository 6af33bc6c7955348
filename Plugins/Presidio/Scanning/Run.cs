namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>An unbroken run of ASCII letters and digits.</summary>
internal readonly struct Run(int start, int end, ulong digits)
{
    public int Start => start;

    public int End => end;

    public int Length => end - start;

    /// <summary>Which of its first 64 characters are digits.</summary>
    public ulong Digits => digits;

    public bool IsNumber => Length < 64 && digits == (1UL << Length) - 1;

    /// <summary>Reads the run that goes on at <paramref name="at"/> and started at <paramref name="start"/>, letters only in between.</summary>
    public static Run Read(ReadOnlySpan<char> text, int start, int at)
    {
        var digits = 0UL;
        var i = at;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (Characters.IsDigit(c))
            {
                if (i - start < 64) digits |= 1UL << (i - start);
            }
            else if (!Characters.IsLetter(c))
            {
                break;
            }
        }

        return new(start, i, digits);
    }
}
