using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Addresses;

/// <summary>Four numbers up to 255 with dots between.</summary>
internal static class Ipv4
{
    /// <summary>Reads one from a place on; leading zeros are none.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int start, out int end, out uint address)
    {
        address = 0;
        end = start;
        for (var part = 0; part < 4; part++)
        {
            if (part > 0 && Characters.At(text, end++) != '.') return false;
            var first = end;
            var value = 0u;
            while (end < text.Length && end - first < 4 && Characters.IsDigit(text[end])) value = (value * 10) + text[end++] - '0';
            if (end == first || value > 255 || (end - first > 1 && text[first] == '0')) return false;
            address = (address << 8) | value;
        }

        return true;
    }

    /// <summary>Unspecified, loopback, broadcast and masks.</summary>
    public static bool IsNobodys(uint address) => address >> 24 is 0 or 127 || (address >> 24 == 255 && (~address & (~address + 1)) == 0);

    /// <summary>The end of a prefix length such as <c>/24</c>, or where none is.</summary>
    public static int SkipPrefixLength(ReadOnlySpan<char> text, int end, int most)
    {
        if (Characters.At(text, end) != '/') return end;
        var (at, value) = (end + 1, 0);
        while (at < text.Length && at - end < 4 && Characters.IsDigit(text[at])) value = (value * 10) + text[at++] - '0';
        return at == end + 1 || value > most || Characters.IsWord(Characters.At(text, at)) ? end : at;
    }
}
