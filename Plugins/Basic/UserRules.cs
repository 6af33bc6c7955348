using Gateway.Detection.RuleFiles;
using Gateway.Detection.Rules;
using Gateway.Plugins.Basic.Gitleaks;

namespace Gateway.Plugins.Basic;

/// <summary>Reads the user's rule files and holds each rule against its own examples: one that fails them would mask the wrong thing, or nothing.</summary>
internal static class UserRules
{
    // All built-in rules with their examples have a twentieth of it.
    private const int LargestFile = 16 << 20;

    /// <exception cref="PluginOptionsException">The file cannot be read or a rule cannot be used; the message names file and rule.</exception>
    public static IReadOnlyList<RuleDefinition> Read(string path, string baseFolder)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) throw new PluginOptionsException("rules: a path holds a null character");
        var full = Path.GetFullPath(path, baseFolder.Length > 0 ? baseFolder : Environment.CurrentDirectory);
        try
        {
            var definitions = Path.GetExtension(full) switch
            {
                ".json" => RuleFile.Read(Content(full)),
                ".toml" => GitleaksFile.Read(Content(full)),
                var other => throw new RuleException($"it ends in '{other}'; known are .json, in the project's own format, and .toml, in that of gitleaks"),
            };
            foreach (var definition in definitions)
            {
                if (RuleCheck.FirstFailure(definition.Rule) is { } failure) throw new RuleException(failure);
            }

            return definitions;
        }
        catch (Exception exception) when (exception is RuleException or IOException or UnauthorizedAccessException)
        {
            throw new PluginOptionsException($"rules: {full}: {exception.Message}", exception);
        }
    }

    // A pipe and a device say that they are empty: to read one might never end.
    private static byte[] Content(string path)
    {
        if (Directory.Exists(path)) throw new RuleException("it is a folder; name its files");
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return file.Length switch
        {
            0 => throw new RuleException("it is empty, or no file"),
            > LargestFile => throw new RuleException($"it has more than {LargestFile >> 20} MB"),
            _ => File.ReadAllBytes(path),
        };
    }
}
