using System.Text;

namespace Gateway.Core.Protocol;

/// <summary>Recognises routing members by name, also when escaped or written in another case.</summary>
internal static class EnvelopeMembers
{
    private const int Longest = 14;

    private static readonly byte[][] Names =
    [
        [], "jsonrpc"u8.ToArray(), "id"u8.ToArray(), "method"u8.ToArray(), "params"u8.ToArray(), "result"u8.ToArray(), "error"u8.ToArray(),
        "name"u8.ToArray(), "uri"u8.ToArray(), "arguments"u8.ToArray(), "_meta"u8.ToArray(), "requestId"u8.ToArray(), "taskId"u8.ToArray(),
        "requestState"u8.ToArray(), "progressToken"u8.ToArray(), "cursor"u8.ToArray(), "isError"u8.ToArray(), "task"u8.ToArray(), "inputResponses"u8.ToArray(), "resultType"u8.ToArray(),
    ];

    /// <summary>The member that the reader's property name spells.</summary>
    public static MemberMatch Match(ref JsonScanner reader)
    {
        var name = reader.ValueSpan;
        // Each escaped character takes at most six bytes; a longer name can spell none of ours.
        if (name.Length > Longest * 6) return default;
        return !reader.IsEscaped && Ascii.IsValid(name) ? Match(name) : MatchFolded(name);
    }

    // Go's encoding/json, among others, reads U+017F and U+212A as s and k when it ignores case.
    private static MemberMatch MatchFolded(ReadOnlySpan<byte> raw)
    {
        Span<char> text = stackalloc char[Longest * 6];
        text = text[..Text.JsonString.Decode(raw, text)];
        if (text.Length > Longest) return default;
        Span<byte> name = stackalloc byte[Longest];
        for (var i = 0; i < text.Length; i++)
        {
            var folded = text[i] switch { '\u017F' => 's', '\u212A' => 'k', var itself => itself };
            if (!char.IsAscii(folded)) return default;
            name[i] = (byte)folded;
        }

        var match = Match(name[..text.Length]);
        return Ascii.IsValid(text) ? match : match with { Exact = EnvelopeMember.None };
    }

    private static MemberMatch Match(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 2 or > Longest) return default;
        for (var i = 1; i < Names.Length; i++)
        {
            if (Names[i].Length != name.Length || !Ascii.EqualsIgnoreCase(name, Names[i])) continue;
            var member = (EnvelopeMember)i;
            return new(member, name.SequenceEqual(Names[i]) ? member : EnvelopeMember.None);
        }

        return default;
    }
}
