using System.Buffers;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Addresses;

/// <summary>Finds addresses of mail around an at sign.</summary>
internal static class EmailSearch
{
    public const string Entity = "EMAIL_ADDRESS";
    private const int LongestName = 64;
    private const int LongestDomain = 253;

    private static readonly SearchValues<char> Leads = SearchValues.Create("=/?&|*`");
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\"'<>(");

    public static void Find(ref Scan scan)
    {
        var text = scan.Text;
        var from = 0;
        while (text[from..].IndexOf('@') is >= 0 and var found)
        {
            var at = from + found;
            from = at + 1;
            scan.Work++;
            var start = StartOfName(text, at);
            if (start == at) continue;
            var end = Domain.EndOf(text, at + 1, LongestDomain);
            scan.Work += at - start + Math.Max(end - at, 0);
            if (end < 0 || IsSomethingElse(text, start, at, end)) continue;
            scan.Report(Entity, "address", start, end, 1);
            from = end;
        }
    }

    private static int StartOfName(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0 && at - start < LongestName && IsNameCharacter(text[start - 1])) start--;
        if (start > 0) start += EscapeLength(text[(start - 1)..at]) is > 0 and var escape ? escape - 1 : 0;
        // A sentence may start with a quote or an apostrophe, a name does not end with a dot.
        while (start < at && !Characters.IsWord(text[start]) && text[start] < 128) start++;
        var equals = text[start..at].LastIndexOfAny(Leads);
        if (equals >= 0) start += equals + 1;
        // A per cent sign was passed over at the start of a name.
        if (start > 0 && text[start - 1] == '%') start--;
        var percent = text[start..at].LastIndexOf('%');
        if (percent >= 0) start += percent + (text[(start + percent)..at] is [_, var a, var b, _, ..] && Characters.IsHex(a) && Characters.IsHex(b) ? 3 : percent == 0 ? 1 : -percent);
        return start < at && (text[at - 1] == '.' || text[start..at].IndexOf("..") >= 0) ? at : start;
    }

    // In JSON within JSON the n of \n and the digits of \u003c are no part of what follows them, in a URL those of %3C.
    private static int EscapeLength(ReadOnlySpan<char> text) => text switch
    {
        ['\\', 'u', var a, var b, var c, var d, ..] when Characters.IsHex(a) && Characters.IsHex(b) && Characters.IsHex(c) && Characters.IsHex(d) => 6,
        ['\\', 'x', var a, var b, ..] when Characters.IsHex(a) && Characters.IsHex(b) => 4,
        ['\\', 'n' or 'r' or 't', ..] => 2,
        _ => 0,
    };

    // An address of a repository (git@host:path), a password before a host, a picture for good screens (icon@2x.png).
    private static bool IsSomethingElse(ReadOnlySpan<char> text, int start, int at, int end)
    {
        if (text[start..at].Equals("git", StringComparison.OrdinalIgnoreCase)) return true;
        var after = Characters.At(text, end);
        if (after == ':' && (Characters.IsWord(Characters.At(text, end + 1)) || Characters.At(text, end + 1) is '/' or '~')
            && text[(end + 1)..Math.Min(text.Length, end + 80)] is var path && path.IndexOf('/') is >= 0 and var slash && !path[..slash].Contains(' ')) return true;
        if (start == 0 || text[start - 1] is not (':' or '/')) return false;
        var word = text[Math.Max(0, start - 80)..start];
        var blank = word.LastIndexOfAny(Blanks);
        return word[(blank + 1)..].IndexOf("//") >= 0;
    }

    private static bool IsNameCharacter(char c) => Characters.IsWord(c) || ".+-'!#$%&*/=?^`{|}~".Contains(c) || (c > 127 && char.IsLetterOrDigit(c));
}
