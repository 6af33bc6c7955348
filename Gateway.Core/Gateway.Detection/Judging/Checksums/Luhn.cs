namespace Gateway.Detection.Judging.Checksums;

/// <summary>The check digit of ISO/IEC 7812-1, annex B.</summary>
internal static class Luhn
{
    public static Judgement Judge(in Candidate candidate) => IsValid(candidate.Secret) ? new(1, "check digit holds") : new(0.5, "check digit fails");

    /// <summary>Whether the digits hold their check digit; other characters are passed over.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        int sum = 0, place = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var digit = text[i] - '0';
            if (place++ % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return place > 1 && sum % 10 == 0;
    }
}
