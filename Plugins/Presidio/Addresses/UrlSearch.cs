using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Addresses;

/// <summary>Finds links: what has a scheme of the web, or starts with www.</summary>
internal static class UrlSearch
{
    public const string Entity = "URL";
    private const int LongestHost = 253;
    private const int LongestPath = 2048;

    private static readonly System.Buffers.SearchValues<char> Outside = System.Buffers.SearchValues.Create(" \t\r\n\"'<>`{}|\\^\u00A0");

    public static void Find(ref Scan scan)
    {
        Find(ref scan, "://", isWorldWideWeb: false);
        Find(ref scan, "www.", isWorldWideWeb: true);
    }

    private static void Find(ref Scan scan, ReadOnlySpan<char> sign, bool isWorldWideWeb)
    {
        var text = scan.Text;
        var from = 0;
        while (text[from..].IndexOf(sign) is >= 0 and var found)
        {
            var at = from + found;
            from = at + sign.Length;
            scan.Work += sign.Length;
            var start = isWorldWideWeb ? at : StartOfScheme(text, at);
            if (start < 0 || (isWorldWideWeb && (Characters.IsWord(Characters.At(text, at - 1)) || Characters.At(text, at - 1) is '/' or '.'))) continue;
            var host = isWorldWideWeb ? at : from;
            var end = Domain.EndOf(text, host, LongestHost);
            if (end < 0 && Ipv4.TryRead(text, host, out var stop, out _)) end = stop;
            if (end < 0) continue;
            end = EndOfPath(text, end);
            scan.Work += end - start;
            scan.Report(Entity, "link", start, end, 0.6);
            from = end;
        }
    }

    private static int StartOfScheme(ReadOnlySpan<char> text, int at)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http", "ftp"])
        {
            if (text[..at].EndsWith(scheme, StringComparison.OrdinalIgnoreCase) && !Characters.IsWord(Characters.At(text, at - scheme.Length - 1))) return at - scheme.Length;
        }

        return -1;
    }

    private static int EndOfPath(ReadOnlySpan<char> text, int end)
    {
        if (Characters.At(text, end) is not (':' or '/' or '?' or '#')) return end;
        var rest = text[end..Math.Min(text.Length, end + LongestPath)];
        var length = rest.IndexOfAny(Outside);
        if (length < 0) length = rest.Length;
        // The full stop after a link ends the sentence.
        while (length > 0 && rest[length - 1] is '.' or ',' or ':' or ';' or '!' or '?' or ')' or ']') length--;
        return end + length;
    }
}
