using System.Text;

namespace Gateway.Core.Servers.Remote;

/// <summary>Any text as the value of a header: as it is when it is plain ASCII, else in Base64 between marks.</summary>
internal static class HeaderValue
{
    private const string Begin = "=?base64?";
    private const string End = "?=";

    public static string Of(string text) => IsPlain(text) ? text : $"{Begin}{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}{End}";

    // What looks encoded is encoded too, or it would be decoded.
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && !text.StartsWith(' ') && !text.EndsWith(' ')
        && !(text.StartsWith(Begin, StringComparison.Ordinal) && text.EndsWith(End, StringComparison.Ordinal));
}
