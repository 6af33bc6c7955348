using System.Numerics;
using System.Security.Cryptography;

namespace Gateway.Detection.Judging.Checksums;

/// <summary>Bitcoin's base58check: the last four bytes are the first four of the double SHA-256 of the rest.</summary>
internal static class Base58Check
{
    private const string Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Longest = 120;

    public static Judgement Judge(in Candidate candidate) => IsValid(candidate.Secret) ? new(1, "checksum holds") : new(0.5, "checksum fails");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > Longest) return false;
        var number = BigInteger.Zero;
        foreach (var character in text)
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0) return false;
            number = (number * 58) + digit;
        }

        var zeros = text.IndexOfAnyExcept('1');
        byte[] bytes = [.. new byte[Math.Max(zeros, 0)], .. number.ToByteArray(isUnsigned: true, isBigEndian: true)];
        if (bytes.Length < 5) return false;
        var hash = SHA256.HashData(SHA256.HashData(bytes.AsSpan(0, bytes.Length - 4)));
        return hash.AsSpan(0, 4).SequenceEqual(bytes.AsSpan(bytes.Length - 4));
    }
}
