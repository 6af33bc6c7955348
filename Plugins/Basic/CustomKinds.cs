using Gateway.Detection.Rules;

namespace Gateway.Plugins.Basic;

/// <summary>Turns the user's own expressions into kinds.</summary>
internal static class CustomKinds
{
    /// <exception cref="PluginOptionsException">A name is taken, or an expression cannot be used.</exception>
    public static IEnumerable<(FindingKind Kind, Rule Rule)> From(BasicOptions options, IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, custom) in options.CustomTokenRegexes)
        {
            var place = $"custom_token_regexes.{name}";
            if (string.IsNullOrWhiteSpace(name)) throw new PluginOptionsException("custom_token_regexes: a name is empty; give every entry a name");
            if (!names.Add(name)) throw new PluginOptionsException($"{place}: {(known.Contains(name) ? "is the name of a built-in kind" : "is there twice, in different case")}; choose another name");
            if (custom is null) throw new PluginOptionsException($"{place}: must be an object with 'regex' and 'replacement'");
            if (custom.Regex is "") throw new PluginOptionsException($"{place}.regex: is missing or empty");
            if (custom.Replacement is "") throw new PluginOptionsException($"{place}.replacement: is missing or empty; write what takes the place of a finding, such as <MY_TOKEN>");
            yield return (new(name, custom.Replacement) { Description = "Own expression" }, Rule(name, custom, place));
        }
    }

    private static Rule Rule(string name, CustomTokenRegex custom, string place)
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

        // What it says is taken as it stands: over the whole text, and also where it looks like a placeholder.
        return new() { Kind = name, Pattern = custom.Regex, ReadsWholeText = true, End = RuleEnd.Exact, Start = RuleStart.Any, TakesPlaceholders = true, Confidence = 1 };
    }
}
