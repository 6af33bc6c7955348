using System.Text;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>The names of the table's columns: those of the gateway's own, and as many of others as there is room for.</summary>
/// <remarks>SQLite does not tell upper from lower case in them, whatever xetrack does.</remarks>
internal sealed class Columns(int most)
{
    private const int LongestName = 64;
    private const string ContentPrefix = "content_";

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "track_id", "timestamp", "server_name", "capability_type", "capability_name", "response_type", "meta", "isError", "call_id", "structuredContent",
        "content", "content_type", "content_text", "content_annotations", "error", "error_code", "outcome", "session_id", "client_name", "client_version",
        "gateway_ms", "server_ms", "bytes_in", "bytes_out", "findings", "trace_id", "arguments", "response",
    };

    private readonly HashSet<string> _names = new(Own, StringComparer.OrdinalIgnoreCase);

    /// <summary>The table has this column already.</summary>
    public void Know(string name) => _names.Add(name);

    /// <summary>The column of an argument; null when there is none for it. It is never one of the gateway's own.</summary>
    public string? OfArgument(string name)
    {
        if (name.Length is 0 or > LongestName) return null;
        var column = Clean(name);
        return Admit(Own.Contains(column) || column.StartsWith(ContentPrefix, StringComparison.OrdinalIgnoreCase) ? "argument_" + column : column);
    }

    /// <summary>The column of a member of a content block; null when there is none for it.</summary>
    public string? OfContent(string name) => name.Length is 0 or > LongestName ? null : Admit(ContentPrefix + Clean(name));

    private string? Admit(string column)
    {
        if (_names.Contains(column)) return column;
        if (_names.Count >= most) return null;
        _names.Add(column);
        return column;
    }

    // As xetrack does.
    private static string Clean(string name)
    {
        if (name.All(IsPlain)) return name;
        var clean = new StringBuilder(name.Length);
        foreach (var character in name) clean.Append(IsPlain(character) ? character : '_');
        return clean.ToString();
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
