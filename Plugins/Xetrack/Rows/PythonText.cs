using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>Objects and lists as Python's <c>str()</c> writes them: so xetrack stores them, and so its users read them.</summary>
internal static class PythonText
{
    private const int Deepest = 200;

    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest: WriteObject(text, value, depth); break;
            case JsonValueKind.Array when depth < Deepest: WriteList(text, value, depth); break;
            case JsonValueKind.String: Quote(text, value.GetString()!); break; // a string is never null
            case JsonValueKind.True: text.Append("True"); break;
            case JsonValueKind.False: text.Append("False"); break;
            case JsonValueKind.Null: text.Append("None"); break;
            default: text.Append(value.GetRawText()); break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement value, int depth)
    {
        text.Append('{');
        var separator = "";
        foreach (var member in value.EnumerateObject())
        {
            Quote(text.Append(separator), member.Name);
            text.Append(": ");
            Write(text, member.Value, depth + 1);
            separator = ", ";
        }

        text.Append('}');
    }

    private static void WriteList(StringBuilder text, JsonElement value, int depth)
    {
        text.Append('[');
        var separator = "";
        foreach (var item in value.EnumerateArray())
        {
            Write(text.Append(separator), item, depth + 1);
            separator = ", ";
        }

        text.Append(']');
    }

    private static void Quote(StringBuilder text, string value)
    {
        var quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        text.Append(quote);
        foreach (var character in value)
        {
            if (character == quote || character == '\\') text.Append('\\').Append(character);
            else if (character == '\n') text.Append("\\n");
            else if (character == '\r') text.Append("\\r");
            else if (character == '\t') text.Append("\\t");
            else if (character is < ' ' or (>= '\x7f' and < '\xa0')) text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
            else text.Append(character);
        }

        text.Append(quote);
    }
}
