using System.Text;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>The line that makes cmd.exe run a <c>.cmd</c> or <c>.bat</c> file with exactly these arguments, and nothing else.</summary>
/// <remarks>
/// cmd.exe reads the line before the file's own program does: an argument <c>"&amp;calc</c> would start a calculator. Inside of quotation marks
/// <c>^ &amp; | &lt; &gt; ( )</c> mean nothing, a mark is doubled (cmd then stays inside, and the C runtime reads one), <c>!</c> is off by /v:off, and
/// a <c>%</c> is followed by an empty substring of a variable that always exists, so that no name stands between two of them.
/// A line break ends the line whatever stands around it: there is no way to quote one.
/// </remarks>
internal static class BatchLine
{
    private const string Options = "cmd.exe /e:on /v:off /d /s /c ";
    private const string Plain = @"#$*+-./:?@\_";
    private const string NoVariable = "%%cd:~,%";

    /// <exception cref="ServerException">An argument cannot be given safely.</exception>
    public static string Of(string script, IReadOnlyList<string> arguments)
    {
        var line = new StringBuilder(Options).Append('"');
        if (script.AsSpan().ContainsAny("\"\r\n\0")) throw new ServerException("the path of its launcher has a quotation mark or a line break; correct 'command' in the configuration");
        Append(line, script, isQuoted: true);
        foreach (var argument in arguments)
        {
            if (argument.AsSpan().ContainsAny("\r\n\0"))
            {
                throw new ServerException($"an argument has a line break or a NUL character, which {Path.GetFileName(script)} cannot be given safely; start the program behind this launcher itself (for example node and the script's path)");
            }

            line.Append(' ');
            Append(line, argument, isQuoted: argument.Length == 0 || argument[^1] == '\\' || !argument.All(IsPlain));
        }

        return line.Append('"').ToString();
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character);

    private static void Append(StringBuilder line, string text, bool isQuoted)
    {
        if (isQuoted) line.Append('"');
        var backslashes = 0;
        foreach (var character in text)
        {
            if (character == '"') line.Append('\\', backslashes).Append('"');
            if (character == '%') line.Append(NoVariable, 0, NoVariable.Length - 1);
            backslashes = character == '\\' ? backslashes + 1 : 0;
            line.Append(character);
        }

        if (isQuoted) line.Append('\\', backslashes).Append('"');
    }
}
