using System.Text.RegularExpressions;

namespace Gateway.Detection.Rules;

/// <summary>Compiles the patterns of rules.</summary>
public static class RulePattern
{
    internal const string SecretGroup = "secret";

    // A pattern may match nothing at some places only (\b does at the edge of a word), so several are tried.
    private static readonly string[] Probes = ["", "a", "0", " ", "\n", "-", "a a", "A1.b\n c"];

    /// <summary>Compiles a pattern for untrusted text: linear in the text, in no culture.</summary>
    /// <exception cref="RuleException">It is no regex, needs backtracking, or can match without a character.</exception>
    public static Regex Compile(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Regex regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException exception)
        {
            throw new RuleException("the regex needs backtracking, which untrusted text could make endless; write it without lookarounds, backreferences, atomic groups and conditions", exception);
        }
        catch (ArgumentException exception)
        {
            throw new RuleException($"the regex is invalid: {exception.Message}", exception);
        }

        foreach (var probe in Probes)
        {
            foreach (var match in regex.EnumerateMatches(probe))
            {
                if (match.Length == 0) throw new RuleException("the regex can match the empty string; make it match at least one character");
            }
        }

        return regex;
    }
}
