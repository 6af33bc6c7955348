using System.Security.Cryptography;

namespace Gateway.Plugins.Presidio.Checks;

/// <summary>Bitcoin's older addresses: 25 bytes in base58, of which the last four are a check sum.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Length = 25;
    private const int Sum = 4;

    public static bool IsAddress(ReadOnlySpan<char> address)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        foreach (var c in address)
        {
            var carry = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (carry < 0) return false;
            for (var i = Length - 1; i >= 0; i--)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0) return false;
        }

        // Pay to a public key's hash, or to a script's.
        if (bytes[0] is not (0 or 5)) return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^Sum], hash);
        SHA256.HashData(hash, hash);
        return hash[..Sum].SequenceEqual(bytes[^Sum..]);
    }
}
