using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Addresses;

/// <summary>Eight groups of hexadecimal digits, of which a row of zeros may be left out; the last two may be an IPv4 address.</summary>
internal static class Ipv6
{
    private const int LongestZone = 16;

    /// <summary>Whether the text is one that says something about somebody.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text)
    {
        Span<ushort> groups = stackalloc ushort[8];
        if (!TryRead(text, groups, out var written, out var shortened, out var isMapped)) return false;
        if (!shortened) return !AreBytes(text);
        // A C++ name such as a1::b2 is read as an address, too: only networks that exist count when little is written.
        if (isMapped) return true;
        return written >= 2 && IsAssigned(groups[0]) && !text.StartsWith("::");
    }

    /// <summary>The end of a zone such as <c>%eth0</c>, or where none is.</summary>
    public static int SkipZone(ReadOnlySpan<char> text, int end)
    {
        if (Characters.At(text, end) != '%') return end;
        var at = end + 1;
        while (at < text.Length && at - end <= LongestZone && Characters.IsLetterOrDigit(text[at])) at++;
        return at == end + 1 ? end : at;
    }

    private static bool TryRead(ReadOnlySpan<char> text, Span<ushort> groups, out int written, out bool shortened, out bool isMapped)
    {
        (written, shortened, isMapped) = (0, false, false);
        var at = 0;
        if (text.StartsWith("::")) (shortened, at) = (true, 2);
        while (at < text.Length)
        {
            if (written == 8) return false;
            var rest = text[at..];
            var length = rest.IndexOf(':');
            if (length < 0 && rest.Contains('.')) return TryEnd(rest, groups, ref written, shortened, out isMapped);
            var group = length < 0 ? rest : rest[..length];
            if (!ushort.TryParse(group, System.Globalization.NumberStyles.AllowHexSpecifier, null, out groups[written]) || group.Length > 4) return false;
            written++;
            if (length < 0) break;
            at += length + 1;
            if (at < text.Length && text[at] == ':')
            {
                if (shortened) return false;
                shortened = true;
                at++;
            }
            else if (at == text.Length)
            {
                return false;
            }
        }

        return shortened ? written is > 0 and < 8 : written == 8;
    }

    private static bool TryEnd(ReadOnlySpan<char> rest, Span<ushort> groups, ref int written, bool shortened, out bool isMapped)
    {
        isMapped = false;
        if (!Ipv4.TryRead(rest, 0, out var end, out var address) || end != rest.Length) return false;
        isMapped = !Ipv4.IsNobodys(address);
        var front = written;
        written += 2;
        if (front > 6 || (!shortened && front != 6)) return false;
        if (front < 7) groups[front] = (ushort)(address >> 16);
        return true;
    }

    // Global unicast, translation, unique local, link-local, multicast.
    private static bool IsAssigned(ushort first) => first is (>= 0x2000 and <= 0x3FFF) or 0x64 or (>= 0xFC00 and <= 0xFDFF) or (>= 0xFE80 and <= 0xFEBF) or >= 0xFF01;

    // 00:1A:2B:3C:4D:5E:6F:70 is the name of a network card, and fingerprints are written like that.
    private static bool AreBytes(ReadOnlySpan<char> text) => text.Length == 23 && text.Count(':') == 7 && text[2] == ':' && text[5] == ':' && text[8] == ':';
}
