using System.Text.RegularExpressions;
using Gateway.Detection.Rules;

namespace Gateway.Plugins.Basic;

/// <summary>What the user knows to be no secret.</summary>
internal sealed class AllowList
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _values;
    private readonly Regex[] _regexes;

    private AllowList(IReadOnlyList<string> values, Regex[] regexes)
    {
        _values = values.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _regexes = regexes;
    }

    /// <exception cref="PluginOptionsException">An expression cannot be used.</exception>
    public static AllowList From(BasicOptions options) => new(options.AllowValues, [.. options.AllowRegexes.Select(Whole)]);

    public bool Contains(ReadOnlySpan<char> finding)
    {
        if (_values.Contains(finding)) return true;
        foreach (var regex in _regexes)
        {
            if (regex.IsMatch(finding)) return true;
        }

        return false;
    }

    private static Regex Whole(string regex, int index)
    {
        if (regex is null) throw new PluginOptionsException($"allow_regexes[{index}]: is null; write an expression");
        try
        {
            RulePattern.Compile(regex);
            return RulePattern.Compile($@"\A(?:{regex})\z");
        }
        catch (RuleException exception)
        {
            throw new PluginOptionsException($"allow_regexes[{index}]: {exception.Message}", exception);
        }
    }
}
