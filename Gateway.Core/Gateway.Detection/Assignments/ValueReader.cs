using System.Buffers;
using Gateway.Detection.Judging;
using Gateway.Detection.Shapes;

namespace Gateway.Detection.Assignments;

/// <summary>Reads the value after an operator, in quotes or to the place where it ends by itself.</summary>
internal ref struct ValueReader(ReadOnlySpan<char> text, int at, int nameStart)
{
    private const int LongestValue = 1024;
    private const int LongestBare = 513; // one more than any judge takes

    private static readonly string[] Schemes = ["Bearer ", "Basic ", "Token ", "ApiKey ", "Bot "];
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`,;<>|(){}[]\\");

    private static readonly SearchValues<char> Stops = SearchValues.Create(" \t\r\n\"'`,;<>|(){}[]\\&=");

    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>How many characters were read.</summary>
    public int Looked { get; private set; }

    public bool TryRead(ref ValueSyntax syntax, out int start, out int end)
    {
        start = end = 0;
        SkipScheme();
        if (at >= _text.Length) return false;
        var prefix = StringPrefix();
        var slashes = Slashes(at + prefix);
        var quoteAt = at + prefix + slashes;
        if (quoteAt < _text.Length && _text[quoteAt] is '"' or '\'' or '`') return TryQuoted(quoteAt, slashes, ref syntax, out start, out end);
        if (syntax is ValueSyntax.Argument) return false;
        return TryBare(out start, out end);
    }

    // "Bearer abc": the scheme of an HTTP header is not the secret.
    private void SkipScheme()
    {
        var rest = _text[at..];
        foreach (var scheme in Schemes)
        {
            if (!rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) continue;
            at += scheme.Length;
            return;
        }
    }

    // b"…", r'…', @"…", $"…", f"…"
    private readonly int StringPrefix() =>
        at + 1 < _text.Length && _text[at] is 'b' or 'r' or 'f' or 'u' or 'B' or '@' && _text[at + 1] is '"' or '\'' ? 1 : 0;

    private readonly int Slashes(int from)
    {
        var count = 0;
        while (from + count < _text.Length && count < 7 && _text[from + count] == '\\') count++;
        return count;
    }

    private bool TryQuoted(int quoteAt, int slashes, ref ValueSyntax syntax, out int start, out int end)
    {
        var quote = _text[quoteAt];
        start = quoteAt + 1;
        // Three quotes open a long string; two are an empty one.
        if (_text[start..].StartsWith([quote, quote])) start += 2;
        var limit = Math.Min(_text.Length, start + LongestValue);
        end = start;
        while (true)
        {
            var length = _text[end..limit].IndexOf(quote);
            Looked += (length < 0 ? limit - end : length) + 1;
            if (length < 0) return false;
            end += length;
            // A quote with more backslashes than the opening one stands inside the string.
            var before = 0;
            while (end - before > start && _text[end - 1 - before] == '\\') before++;
            if (before > slashes)
            {
                end++;
                continue;
            }

            var joint = Joint.Length(_text, end - before, out var isLineEnd);
            if (joint > 0 && !isLineEnd && end - before + joint < limit && _text[(end - before + joint)..limit].Contains(quote))
            {
                end += joint - before;
                continue;
            }

            end -= before;
            break;
        }

        if (syntax == ValueSyntax.Bare || syntax == ValueSyntax.Flag) syntax = ValueSyntax.Quoted;
        return end > start;
    }

    private bool TryBare(out int start, out int end)
    {
        start = at;
        var isLine = nameStart == 0 || _text[nameStart - 1] is '\n' or ' ';
        var isQuery = nameStart > 0 && _text[nameStart - 1] is '?' or '&';
        end = BareEnd(start, endsAtAmpersand: isQuery || !isLine);
        Looked += end - start + 1;
        // A sentence's punctuation; what stands before a tag is the element's own.
        var isElement = end < _text.Length && _text[end] == '<';
        while (!isElement && end > start && _text[end - 1] is '.' or ':' or '!' or '?' && !isLine) end--;
        return end > start;
    }

    private readonly int BareEnd(int start, bool endsAtAmpersand)
    {
        var limit = Math.Min(_text.Length, start + LongestBare);
        var isFirstEqual = true;
        for (var end = start; ; end++)
        {
            var length = _text[end..limit].IndexOfAny(Stops);
            if (length < 0) return limit;
            end += length;
            if (_text[end] == '=' && !isFirstEqual) continue;
            if (_text[end] == '&' && !endsAtAmpersand) continue;
            if (_text[end] != '=') return end;
            isFirstEqual = false;
            // Another assignment begins: a=b=c. What pads base64 stays, and a sign in a password.
            if (end - start <= 2 || _text[start..end].ContainsAnyExceptInRange('_', 'z')) continue;
            var padded = end + 1;
            while (padded < limit && _text[padded] == '=') padded++;
            return padded == limit || Ends.Contains(_text[padded]) || (_text[padded] == '&' && endsAtAmpersand) ? padded : end;
        }
    }
}
