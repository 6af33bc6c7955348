using System.Text;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>An environment as CreateProcess takes it: sorted, each variable with a NUL behind it, and one more at the end.</summary>
internal static class EnvironmentBlock
{
    public static string Of(IReadOnlyDictionary<string, string> environment)
    {
        var block = new StringBuilder();
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase)) block.Append(name).Append('=').Append(value).Append('\0');
        return block.Append('\0').ToString();
    }
}
