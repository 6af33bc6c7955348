using System.Text;

namespace Gateway.Core.Protocol;

/// <summary>Any text as the value of a header: as it is when it is plain ASCII, else in Base64 between marks.</summary>
internal static class HeaderValue
{
    private const string Begin = "=?base64?";
    private const string End = "?=";

    public static string Of(string text) => IsPlain(text) ? text : $"{Begin}{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}{End}";

    /// <summary>The text of a header's value; null when it is none that a client may write.</summary>
    public static string? TextOf(string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')) return null;
        if (!IsEncoded(value)) return value;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(value[Begin.Length..^End.Length]));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    // What looks encoded is encoded too, or it would be decoded.
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && !text.StartsWith(' ') && !text.EndsWith(' ')
        && !IsEncoded(text);

    private static bool IsEncoded(string text) =>
        text.Length >= Begin.Length + End.Length && text.StartsWith(Begin, StringComparison.Ordinal) && text.EndsWith(End, StringComparison.Ordinal);
}
