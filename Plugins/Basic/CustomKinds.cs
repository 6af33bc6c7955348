using Gateway.Detection;
using Gateway.Plugins.Basic.Kinds;

namespace Gateway.Plugins.Basic;

/// <summary>Turns the user's own expressions into kinds.</summary>
internal static class CustomKinds
{
    /// <exception cref="PluginOptionsException">A name is taken, or an expression cannot be used.</exception>
    public static IEnumerable<SecretKind> From(BasicOptions options)
    {
        var names = new HashSet<string>(BuiltInKinds.All.Select(k => k.Finding.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, custom) in options.CustomTokenRegexes)
        {
            var place = $"custom_token_regexes.{name}";
            if (string.IsNullOrWhiteSpace(name)) throw new PluginOptionsException("custom_token_regexes: a name is empty; give every entry a name");
            if (!names.Add(name)) throw new PluginOptionsException($"{place}: {WhoHasIt(name)}; choose another name");
            if (custom is null) throw new PluginOptionsException($"{place}: must be an object with 'regex' and 'replacement'");
            if (custom.Regex is "") throw new PluginOptionsException($"{place}.regex: is missing or empty");
            if (custom.Replacement is "") throw new PluginOptionsException($"{place}.replacement: is missing or empty; write what takes the place of a finding, such as <MY_TOKEN>");
            yield return Kind(name, custom, place);
        }
    }

    private static string WhoHasIt(string name) =>
        BuiltInKinds.All.Any(k => string.Equals(k.Finding.Name, name, StringComparison.OrdinalIgnoreCase))
            ? "is the name of a built-in kind"
            : "is there twice, in different case";

    private static SecretKind Kind(string name, CustomTokenRegex custom, string place)
    {
        try
        {
            // Compiled here for its errors; the rule compiles it once more, when it is first needed.
            RulePattern.Compile(custom.Regex);
        }
        catch (RuleException exception)
        {
            throw new PluginOptionsException($"{place}.regex: {exception.Message}", exception);
        }

        return new SecretKind(
            new FindingKind(name, custom.Replacement) { Description = "Own expression" },
            new Rule { Kind = name, Pattern = custom.Regex });
    }
}
