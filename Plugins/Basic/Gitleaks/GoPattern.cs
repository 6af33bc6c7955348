using System.Text;

namespace Gateway.Plugins.Basic.Gitleaks;

/// <summary>Writes a regex of Go's RE2 in .NET's words, with the secret's group named.</summary>
internal static class GoPattern
{
    private static readonly (string Go, string Net)[] Classes =
    [
        ("[:alnum:]", "0-9A-Za-z"), ("[:alpha:]", "A-Za-z"), ("[:digit:]", "0-9"), ("[:lower:]", "a-z"), ("[:upper:]", "A-Z"), ("[:xdigit:]", "0-9A-Fa-f"), ("[:word:]", "0-9A-Za-z_"), ("[:space:]", @"\s"), ("[:punct:]", "!-/:-@\\[-`{-~"),
    ];

    /// <param name="pattern">As gitleaks takes it.</param>
    /// <param name="secretGroup">The number of the group that is the secret; 0 for the first there is, or the whole match.</param>
    public static string Translate(string pattern, int secretGroup)
    {
        foreach (var (go, net) in Classes) pattern = pattern.Replace(go, net, StringComparison.Ordinal);
        var translated = new StringBuilder();
        var (group, isInClass) = (0, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                // In RE2 \z is the end of the text, in .NET too; every other escape is the same.
                translated.Append(rest[..2]);
                i++;
                continue;
            }

            isInClass = isInClass ? rest[0] != ']' || pattern[i - 1] == '[' : rest[0] == '[';
            var isGroup = !isInClass && rest[0] == '(' && (!rest.StartsWith("(?") || rest.StartsWith("(?P<") || rest.StartsWith("(?<"));
            if (!isGroup)
            {
                translated.Append(rest[0]);
                continue;
            }

            var isSecret = ++group == Math.Max(1, secretGroup);
            translated.Append(isSecret ? "(?<secret>" : "(?:");
            if (rest.StartsWith("(?")) i += rest.IndexOf('>');
        }

        return translated.ToString();
    }
}
