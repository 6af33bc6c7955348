namespace Gateway.Plugins.Presidio.Checks;

/// <summary>Ethereum's addresses: 20 bytes in hexadecimal, of which capitals, where they are mixed with small letters, are the check sum (EIP-55).</summary>
internal static class EthereumAddress
{
    private const int Length = 40;
    private const int FewestDifferent = 6;

    public static bool IsAddress(ReadOnlySpan<char> address)
    {
        if (!address.StartsWith("0x")) return false;
        var hex = address[2..];
        if (hex.Length != Length) return false;
        Span<byte> lower = stackalloc byte[Length];
        var (seen, capitals, small) = (0, 0, 0);
        for (var i = 0; i < Length; i++)
        {
            if (!char.IsAsciiHexDigit(hex[i])) return false;
            seen |= 1 << (char.IsAsciiDigit(hex[i]) ? hex[i] - (int)'0' : (hex[i] | 0x20) - 'a' + 10);
            capitals += char.IsAsciiLetterUpper(hex[i]) ? 1 : 0;
            small += char.IsAsciiLetterLower(hex[i]) ? 1 : 0;
            lower[i] = (byte)char.ToLowerInvariant(hex[i]);
        }

        // 0x000…0 and 0xdead…dead are nobody's.
        if (System.Numerics.BitOperations.PopCount((uint)seen) < FewestDifferent) return false;
        if (capitals == 0 || small == 0) return true;
        Span<byte> hash = stackalloc byte[Keccak.HashLength];
        Keccak.Hash(lower, hash);
        for (var i = 0; i < Length; i++)
        {
            var half = (i & 1) == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15;
            if (char.IsAsciiLetter(hex[i]) && char.IsAsciiLetterUpper(hex[i]) != half > 7) return false;
        }

        return true;
    }
}
