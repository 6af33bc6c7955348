using System.Buffers;
using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Core.Trust;

/// <summary>What is kept and shown of a pinned text: what looks like a secret in it becomes <c>…</c>.</summary>
internal static class ShownText
{
    private const int Limit = 200;
    private const int ShortestSecret = 20;
    private const string Hidden = "…";

    private static readonly string[] SecretNames = ["token", "key", "secret", "pass", "pwd", "auth", "credential", "bearer", "header", "cookie", "session", "signature"];

    // What follows these is often NAME=VALUE or "Name: value" of a secret.
    private static readonly string[] SecretFlags = ["-e", "-H", "-p", "-u", "--env", "--user"];

    private static readonly SearchValues<char> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+");

    /// <summary>Null when nothing of it may be shown.</summary>
    public static string? Of(IReadOnlyList<SourceText> texts, int index)
    {
        if (texts[index] is not { IsSecret: false, Text: { } text }) return null;
        var before = index > 0 && texts[index].Place.StartsWith("args[", StringComparison.Ordinal) ? texts[index - 1].Text : null;
        return Printable.Line(before is not null && AnnouncesSecret(before) ? Value(text) : Of(text), Limit);
    }

    /// <summary>The same for a text that stands alone.</summary>
    public static string Of(string text)
    {
        text = WithoutLongWords(WithoutUrlSecrets(text));
        var equals = text.IndexOf('=');
        if (equals > 0 && IsSecretName(text[..equals])) return text[..(equals + 1)] + Hidden;
        var colon = text.IndexOf(':');
        return colon > 0 && !text[colon..].StartsWith("://", StringComparison.Ordinal) && IsSecretName(text[..colon]) ? text[..(colon + 1)] + Hidden : text;
    }

    private static bool AnnouncesSecret(string flag) =>
        flag.StartsWith('-') && !flag.Contains('=') && (SecretFlags.Contains(flag) || IsSecretName(flag));

    // Of "-e NAME=VALUE" the name is worth seeing; a bare NAME or ${NAME} is a reference.
    private static string Value(string text)
    {
        if (text is ['$', '{', .., '}'] || text.StartsWith('-')) return text;
        var equals = text.IndexOf('=');
        return equals > 0 ? text[..(equals + 1)] + Hidden : Hidden;
    }

    private static bool IsSecretName(string name) => SecretNames.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    // https://user:password@host/path?query#fragment: the user, the query and the fragment go.
    private static string WithoutUrlSecrets(string text)
    {
        var next = text.Length;
        for (var start = text.LastIndexOf("://", StringComparison.Ordinal); start >= 0; start = start > 0 ? text.LastIndexOf("://", start - 1, StringComparison.Ordinal) : -1)
        {
            text = text[..(start + 3)] + WithoutSecrets(text[(start + 3)..next]) + text[next..];
            next = start;
        }

        return text;
    }

    private static string WithoutSecrets(string afterScheme)
    {
        var end = afterScheme.AsSpan().IndexOfAny('?', '#');
        if (end >= 0) afterScheme = afterScheme[..(end + 1)] + Hidden;
        // The last of several: a password may have one in it. A path may too, and only loses what stands before.
        var at = afterScheme.LastIndexOf('@');
        return at >= 0 ? Hidden + afterScheme[at..] : afterScheme;
    }

    // A token without a name: long, and letters mixed with digits.
    private static string WithoutLongWords(string text)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var length = text.AsSpan(i).IndexOfAnyExcept(Word);
            if (length < 0) length = text.Length - i;
            if (length == 0)
            {
                shown.Append(text[i++]);
                continue;
            }

            var word = text.AsSpan(i, length);
            shown.Append(IsToken(word) ? Hidden : word);
            i += length;
        }

        return shown.ToString();
    }

    private static bool IsToken(ReadOnlySpan<char> word)
    {
        var digits = 0;
        foreach (var character in word) digits += char.IsAsciiDigit(character) ? 1 : 0;
        return word.Length >= ShortestSecret && digits >= 3;
    }
}
