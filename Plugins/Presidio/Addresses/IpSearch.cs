using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Addresses;

/// <summary>Finds IP addresses around a run with a digit; those that every machine has (loopback, unspecified, broadcast) are nobody's.</summary>
internal static class IpSearch
{
    public const string Entity = "IP_ADDRESS";
    private const int LongestV6 = 45;

    public static bool TryFind(ref Scan scan, in Run run, out int end)
    {
        end = 0;
        var next = Characters.At(scan.Text, run.End);
        var before = Characters.At(scan.Text, run.Start - 1);
        if (next == '.' && before != ':') return run.IsNumber && run.Length <= 3 && TryFindV4(ref scan, run, out end);
        if ((next == ':' || before == ':') && run.Start >= scan.TriedAddresses && TryFindV6(ref scan, run, out end)) return true;
        // "from:83.112.41.17", but also the end of ::ffff:83.112.41.17, which was read above.
        return next == '.' && run.IsNumber && run.Length <= 3 && TryFindV4(ref scan, run, out end);
    }

    private static bool TryFindV4(ref Scan scan, in Run run, out int end)
    {
        end = 0;
        var text = scan.Text;
        if (!Ipv4.TryRead(text, run.Start, out var stop, out var address)) return false;
        scan.Work += stop - run.Start;
        var before = Characters.At(text, run.Start - 1);
        // Five numbers are an object identifier, and what a name is glued to is a version.
        if (Characters.IsInWord(text, run.Start) || before == '.' || (before == '-' && Characters.IsWord(Characters.At(text, run.Start - 2)))) return false;
        var after = Characters.At(text, stop);
        if (Characters.IsWord(after) || (after is '.' or '-' or '+' && Characters.IsWord(Characters.At(text, stop + 1)))) return false;
        end = stop;
        if (Ipv4.IsNobodys(address)) return false;
        end = Ipv4.SkipPrefixLength(text, stop, 32);
        return scan.Report(Entity, "IPv4", run.Start, end, ScoreOf(ref scan, run.Start, address, isNetwork: end > stop));
    }

    // 1.2.3.4 may be a version; 4.0.0.0 nearly always is one.
    private static double ScoreOf(ref Scan scan, int start, uint address, bool isNetwork)
    {
        if ((scan.TopicsJustBefore(start) & Topic.Version) != 0) return 0;
        var looksLikeVersion = address >> 24 < 20 && (address & 0xFFFF) == 0 && !isNetwork;
        return looksLikeVersion && (scan.TopicsBefore(start) & Topic.Network) == 0 ? 0.3 : 0.85;
    }

    private static bool TryFindV6(ref Scan scan, in Run run, out int end)
    {
        end = 0;
        var text = scan.Text;
        var start = run.Start;
        var least = Math.Max(0, run.Start - LongestV6);
        while (start > least && (Characters.IsHex(text[start - 1]) || text[start - 1] == ':')) start--;
        var stop = run.End;
        var most = Math.Min(text.Length, start + LongestV6 + 1);
        while (stop < most && (Characters.IsHex(text[stop]) || text[stop] is ':' or '.')) stop++;
        scan.Work += stop - start;
        scan.TriedAddresses = stop;
        if (Characters.IsInWord(text, start) || Characters.At(text, start - 1) is '.' or ':') return false;
        while (stop > start && text[stop - 1] == '.') stop--;
        if (stop > start + 1 && text[stop - 1] == ':' && text[stop - 2] != ':') stop--;
        var after = Characters.At(text, stop);
        if (Characters.IsWord(after) || after == ':') return false;
        if (!Ipv6.IsAddress(text[start..stop])) return false;
        end = Ipv6.SkipZone(text, stop);
        end = Ipv4.SkipPrefixLength(text, end, 128);
        return scan.Report(Entity, "IPv6", start, end, 0.9);
    }
}
