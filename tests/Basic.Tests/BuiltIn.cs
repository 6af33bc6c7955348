using Gateway.Detection;
using Gateway.Detection.RuleFiles;
using Gateway.Detection.Rules;

namespace Gateway.Plugins.Basic.Tests;

/// <summary>The rules that the plugin carries, with their examples.</summary>
internal static class BuiltIn
{
    public static IReadOnlyList<RuleDefinition> Definitions { get; } = [.. BuiltInRules.Read(withExamples: true)];

    public static IReadOnlyList<Rule> Rules { get; } = [.. Definitions.Select(d => d.Rule)];

    public static Detector Detector { get; } = new(Rules);

    /// <summary>Every example of every rule, read once.</summary>
    public static IReadOnlyList<(Rule Rule, RuleExample Example)> Examples { get; } = [.. Rules.SelectMany(r => r.Examples().Select(e => (r, e)))];

    /// <summary>Those that hold a secret.</summary>
    public static IReadOnlyList<(Rule Rule, RuleExample Example)> Secrets { get; } = [.. Examples.Where(e => e.Example.Length > 0)];

    /// <summary>All failures in one text, each on its line.</summary>
    public static void AssertNone(IEnumerable<string> failures)
    {
        string[] all = [.. failures];
        Assert.That(all, Is.Empty, string.Join("\n", all));
    }
}
