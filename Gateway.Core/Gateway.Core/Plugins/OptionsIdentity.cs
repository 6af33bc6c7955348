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
        var text = new StringBuilder(policy?.OptionsFolder ?? configuration.BaseFolder);
        if (policy is not { Options.ValueKind: not JsonValueKind.Undefined }) return text.ToString();
        text.Append('\n').Append(policy.Options.GetRawText());
        foreach (var file in Files(plugin, configuration)) text.Append('\n').Append(file).Append('|').Append(FileIdentity.Of(file));
        return text.ToString();
    }

    /// <summary>The files that the options name.</summary>
    public static IEnumerable<string> Files(string plugin, GatewayConfiguration configuration) =>
        configuration.Plugins.GetValueOrDefault(plugin) is { Options.ValueKind: not JsonValueKind.Undefined } policy
            ? Texts(policy.Options).Take(MostTexts).Where(text => text.Length is > 0 and <= LongestPath && !text.Contains('\0')).Select(text => Path.GetFullPath(Path.Combine(policy.OptionsFolder, text))).Where(File.Exists)
            : [];

    // Only the plugin knows which of its options are paths; whatever names a file is taken for one.
    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!], // it is a string
        _ => [],
    };
}
