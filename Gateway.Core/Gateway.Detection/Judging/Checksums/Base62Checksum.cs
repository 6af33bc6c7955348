namespace Gateway.Detection.Judging.Checksums;

/// <summary>
/// GitHub's and npm's: the last six characters of a token are the CRC-32 of the thirty between prefix and checksum, in base 62
/// (github.blog, "Behind GitHub's new authentication token formats", 2021).
/// </summary>
internal static class Base62Checksum
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 6;
    private const int Body = 30;

    public static Judgement Judge(in Candidate candidate)
    {
        var secret = candidate.Secret;
        var body = secret[(secret.IndexOf('_') + 1)..];
        if (body.Length != Body + Length) return Judgement.Believed;
        return Encoded(Crc32.Of(body[..Body])).AsSpan().SequenceEqual(body[Body..]) ? new(1, "checksum holds") : new(0.7, "checksum fails");
    }

    internal static string Encoded(uint checksum)
    {
        Span<char> digits = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--)
        {
            digits[i] = Digits[(int)(checksum % 62)];
            checksum /= 62;
        }

        return digits.ToString();
    }
}
