namespace Gateway.Plugins.Presidio.Checks;

/// <summary>Bitcoin's newer addresses (BIP 173 and 350): a polynomial code over groups of five bits.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const uint Bech32Rest = 1;
    private const uint Bech32mRest = 0x2bc830a3;

    public static bool IsAddress(ReadOnlySpan<char> address)
    {
        Span<char> lower = stackalloc char[address.Length];
        var length = address.ToLowerInvariant(lower);
        ReadOnlySpan<char> text = lower[..length];
        if (!text.StartsWith("bc1") && !text.StartsWith("tb1")) return false;
        // Capitals and small letters are never mixed.
        if (address.ContainsAnyInRange('A', 'Z') && address.ContainsAnyInRange('a', 'z')) return false;
        var rest = 1u;
        foreach (var c in text[..2]) rest = Step(rest, (uint)c >> 5);
        rest = Step(rest, 0);
        foreach (var c in text[..2]) rest = Step(rest, (uint)c & 31);
        foreach (var c in text[3..])
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0) return false;
            rest = Step(rest, (uint)value);
        }

        // Version 0 has the older constant, all later ones have the newer.
        return rest == (text[3] == 'q' ? Bech32Rest : Bech32mRest);
    }

    private static uint Step(uint rest, uint value)
    {
        var top = rest >> 25;
        rest = ((rest & 0x1ffffff) << 5) ^ value;
        if ((top & 1) != 0) rest ^= 0x3b6a57b2;
        if ((top & 2) != 0) rest ^= 0x26508e6d;
        if ((top & 4) != 0) rest ^= 0x1ea119fa;
        if ((top & 8) != 0) rest ^= 0x3d4233dd;
        if ((top & 16) != 0) rest ^= 0x2a1462b3;
        return rest;
    }
}
