using System.Text;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>Arguments as one line, as Windows wants them: programs take it apart again, by the rules of the C runtime.</summary>
internal static class CommandLine
{
    /// <summary>What CreateProcess is given for a program: <c>.cmd</c> and <c>.bat</c> files run by cmd.exe, which has rules of its own.</summary>
    /// <exception cref="ServerException">An argument cannot be given safely.</exception>
    public static (string Application, string Line) Of(string path, IReadOnlyList<string> arguments)
    {
        var isBatch = path.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);
        return isBatch ? (Path.Combine(Environment.SystemDirectory, "cmd.exe"), BatchLine.Of(path, arguments)) : (path, Join([path, .. arguments]));
    }

    public static string Join(IReadOnlyList<string> arguments)
    {
        var line = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (line.Length > 0) line.Append(' ');
            Append(line, argument);
        }

        return line.ToString();
    }

    // Backslashes count only before a quotation mark: there each of them is doubled, and the mark itself gets one.
    private static void Append(StringBuilder line, string argument)
    {
        if (argument.Contains('\0')) throw new ServerException("an argument has a NUL character, which no program can be given; correct 'args' in the configuration");
        if (argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\n\v\""))
        {
            line.Append(argument);
            return;
        }

        line.Append('"');
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '"') line.Append('\\', backslashes + 1);
            backslashes = character == '\\' ? backslashes + 1 : 0;
            line.Append(character);
        }

        line.Append('\\', backslashes).Append('"');
    }
}
