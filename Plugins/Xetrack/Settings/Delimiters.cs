using System.Buffers;

namespace Gateway.Plugins.Xetrack.Settings;

/// <summary>What stands between the head of a log line and its JSON; xetrack's reader cuts there.</summary>
internal static class Delimiters
{
    public const string Default = "!📁!";

    private static readonly SearchValues<char> Taken = SearchValues.Create("\"\\{}[]:,.|- ");

    /// <exception cref="PluginOptionsException">It could not be told from JSON, or from the head of a line.</exception>
    public static string Checked(string delimiter) =>
        delimiter.Length < 2 || delimiter.AsSpan().ContainsAny(Taken) || delimiter.Any(character => char.IsControl(character) || char.IsAsciiLetterOrDigit(character))
            ? throw new PluginOptionsException("LOGS_DELIMITER: must be at least two characters that are neither letters nor digits and have no meaning in JSON, such as !📁!")
            : delimiter;
}
