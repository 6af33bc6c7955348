using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;

namespace Gateway.Core.Plugins;

/// <summary>Tells whether a plugin would be given the same options again, the files that they name included.</summary>
internal static class OptionsIdentity
{
    // A longer text is no path, and a list of a thousand values has no files.
    private const int LongestPath = 1000;
    private const int MostTexts = 1000;

    /// <summary>A text to compare; it holds the options, so it is no text to show.</summary>
    public static string Of(string plugin, GatewayConfiguration configuration)
    {
        var policy = configuration.Plugins.GetValueOrDefault(plugin);
        var folder = policy?.OptionsFolder ?? configuration.BaseFolder;
        if (policy is not { Options.ValueKind: not JsonValueKind.Undefined }) return folder;
        var text = new StringBuilder(folder).Append('\n').Append(policy.Options.GetRawText());
        var rest = MostTexts;
        AddFiles(policy.Options, folder, text, ref rest);
        return text.ToString();
    }

    // Only the plugin knows which of its options are paths; whatever names a file is taken for one.
    private static void AddFiles(JsonElement value, string folder, StringBuilder text, ref int rest)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) AddFiles(member.Value, folder, text, ref rest);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) AddFiles(item, folder, text, ref rest);
        }
        else if (value.ValueKind == JsonValueKind.String && rest-- > 0 && value.GetString() is { Length: > 0 and <= LongestPath } path && !path.Contains('\0'))
        {
            text.Append('\n').Append(FileIdentity.Of(Path.Combine(folder, path)));
        }
    }
}
