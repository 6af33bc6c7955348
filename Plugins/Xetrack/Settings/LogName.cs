using System.Globalization;
using System.Text;

namespace Gateway.Plugins.Xetrack.Settings;

/// <summary>How log files are called: a text with loguru's <c>{time:…}</c> in it.</summary>
internal sealed class LogName
{
    public const string Default = "{time:YYYY-MM-DD}.log";

    private const string DefaultTime = "YYYY-MM-DD_HH-mm-ss_SSSSSS";

    // loguru's tokens, the longest first.
    private static readonly (string Token, string Format)[] Tokens =
    [
        ("YYYY", "yyyy"), ("SSSSSS", "ffffff"), ("SSS", "fff"), ("YY", "yy"), ("MM", "MM"), ("DD", "dd"), ("HH", "HH"), ("mm", "mm"), ("ss", "ss"),
    ];

    private readonly List<(string Text, bool IsTime)> _parts = [];

    /// <exception cref="PluginOptionsException">It is no name of a file.</exception>
    public static LogName Parse(string format)
    {
        var name = new LogName();
        for (var rest = format; rest.Length > 0;)
        {
            var (open, close) = (rest.IndexOf('{', StringComparison.Ordinal), rest.IndexOf('}', StringComparison.Ordinal));
            var inside = open >= 0 && close > open ? rest[(open + 1)..close] : null;
            if (inside is null || (inside != "time" && !inside.StartsWith("time:", StringComparison.Ordinal)))
            {
                if (open >= 0 || close >= 0) throw Odd();
                name._parts.Add((rest, false));
                break;
            }

            name._parts.Add((rest[..open], false));
            name._parts.Add((inside == "time" ? DefaultTime : inside[5..], true));
            rest = rest[(close + 1)..];
        }

        var example = name.At(DateTime.UnixEpoch);
        return example.Length == 0 || example.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || example is "." or ".." ? throw Odd() : name;
    }

    public string At(DateTime time)
    {
        var text = new StringBuilder();
        foreach (var (part, isTime) in _parts) text.Append(isTime ? Format(part, time) : part);
        return text.ToString();
    }

    private static PluginOptionsException Odd() => new($"log_format: must be the name of a file with {{time:…}} in it, such as {Default}");

    private static string Format(string pattern, DateTime time)
    {
        var text = new StringBuilder();
        for (var at = 0; at < pattern.Length;)
        {
            var (token, format) = Array.Find(Tokens, known => string.CompareOrdinal(pattern, at, known.Token, 0, known.Token.Length) == 0);
            if (token is null) text.Append(pattern[at++]);
            else
            {
                text.Append(time.ToString(format, CultureInfo.InvariantCulture));
                at += token.Length;
            }
        }

        return text.ToString();
    }
}
