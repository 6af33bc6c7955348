using System.Text.RegularExpressions;
using Gateway.Detection;
using Gateway.Detection.Rules;
using Gateway.Detection.Shapes;

namespace Gateway.Plugins.Basic.Tests.Rules;

/// <summary>The built-in patterns mean the same to the engine's shapes as to .NET's NonBacktracking engine.</summary>
public class ShapeTests
{
    private static readonly string[] Delimiters = ["", " ", "\n", "\"", "'", ",", ")", "<", "=", ":", ".", "-", "_", "/", "a", "Z", "7", "é"];

    [Test]
    public void Every_pattern_is_a_shape() =>
        BuiltIn.AssertNone(BuiltIn.Rules.Where(r => r.Pattern is { } pattern && ShapeParser.Parse(pattern) is null).Select(r => $"{r.Kind} {r.Pattern}"));

    [Test]
    public void A_shape_finds_what_the_regex_finds()
    {
        var random = new Random(20261125);
        var failures = new List<string>();
        var found = new Detections();
        foreach (var rule in BuiltIn.Rules.Where(r => r.Pattern is not null && r.AssignedTo.Count == 0))
        {
            var regex = new Regex(rule.Pattern!, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            var detector = new Detector([new() { Kind = rule.Kind, Pattern = rule.Pattern, Keywords = rule.Keywords, IgnoreCase = rule.IgnoreCase, Start = RuleStart.Any, End = RuleEnd.Exact, TakesPlaceholders = true }]);
            string[] texts = [.. rule.Examples().Select(e => e.Text)];
            for (var round = 0; round < 6; round++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Delimiters[random.Next(Delimiters.Length)] + Cut(texts[random.Next(texts.Length)], random)));
                found.Clear();
                detector.Find(text, default, found);
                // A token that is joined with what follows may swallow another; a regex joins nothing.
                if (found.Found.ToArray().Any(d => d.View is not null)) continue;
                int[] actual = [.. found.Found.ToArray().Select(d => d.Start).Order()];
                int[] ends = [.. found.Found.ToArray().Select(d => d.End).Order()];
                Group[] expected = [.. regex.Matches(text).Select(m => m.Groups["secret"] is { Success: true } g ? g : m)];
                if (!actual.SequenceEqual(expected.Select(g => g.Index)) || !ends.SequenceEqual(expected.Select(g => g.Index + g.Length))) failures.Add($"{rule.Kind} {rule.Pattern}: [{string.Join(",", actual)}] to [{string.Join(",", ends)}], not [{string.Join(",", expected.Select(g => $"{g.Index}+{g.Length}"))}] in {text}");
            }
        }

        BuiltIn.AssertNone(failures);
    }

    private static string Cut(string text, Random random)
    {
        var start = random.Next(4) == 0 ? random.Next(text.Length) : 0;
        return text[start..(random.Next(4) == 0 ? random.Next(start, text.Length) : text.Length)];
    }
}
