using System.Text;

namespace Gateway.Core.Configuration;

/// <summary>
/// A dotenv file: <c>KEY=VALUE</c>, <c>export</c> before it, <c>#</c> comments, values in quotes over several lines.
/// Its values are taken as they are, without expansion; the last of two equal names counts.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>Reads the text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="into">Receives the variables.</param>
    /// <returns>The number, from 1, of the first line that is not understood; 0 when all are.</returns>
    public static int Parse(string text, Dictionary<string, string> into)
    {
        var firstBad = 0;
        var line = 0;
        var position = 0;
        while (position < text.Length)
        {
            line++;
            var end = text.IndexOf('\n', position);
            if (end < 0) end = text.Length;
            var next = end + 1;
            var content = text[position..end].Trim();
            if (content.Length > 0 && content[0] is not '#')
            {
                var equals = text.IndexOf('=', position, end - position);
                var name = equals < 0 ? "" : NameOf(text[position..equals]);
                var startLine = line;
                if (name.Length == 0 || !TryReadValue(text, equals + 1, ref end, out var value) || value.Contains('\0'))
                {
                    firstBad = firstBad is 0 ? startLine : firstBad;
                }
                else
                {
                    into[name] = value;
                    line += text.AsSpan(position, end - position).Count('\n');
                    next = end + 1;
                }
            }

            position = next;
        }

        return firstBad;
    }

    private static string NameOf(string text)
    {
        var name = text.Trim();
        if (name.StartsWith("export", StringComparison.Ordinal) && name.Length > 6 && char.IsWhiteSpace(name[6])) name = name[6..].TrimStart();
        return name.AsSpan().ContainsAny(" \t\0'\"") ? "" : name;
    }

    // end: the end of the line; moved on when a quoted value goes over several.
    private static bool TryReadValue(string text, int start, ref int end, out string value)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        if (start < end && text[start] is '"' or '\'') return TryReadQuoted(text, start, ref end, out value);
        var raw = text[start..end];
        for (var i = 0; i < raw.Length; i++)
        {
            // "pass#word" is a value, "value # remark" has a remark.
            if (raw[i] is not '#' || (i > 0 && !char.IsWhiteSpace(raw[i - 1]))) continue;
            raw = raw[..i];
            break;
        }

        value = raw.Trim();
        return true;
    }

    private static bool TryReadQuoted(string text, int start, ref int end, out string value)
    {
        var quote = text[start];
        var result = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                value = result.ToString();
                var lineEnd = text.IndexOf('\n', i);
                end = lineEnd < 0 ? text.Length : lineEnd;
                var rest = text.AsSpan(i + 1, end - i - 1).Trim();
                return rest.IsEmpty || rest[0] is '#';
            }

            var isEscape = quote is '"' && text[i] is '\\' && i + 1 < text.Length;
            result.Append(isEscape ? Unescape(text[++i]) : text[i].ToString());
        }

        value = "";
        return false;
    }

    private static string Unescape(char character) => character switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => character.ToString(),
        _ => $"\\{character}",
    };
}
