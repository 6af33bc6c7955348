using EndToEnd.Running;

namespace EndToEnd.CommandLine;

/// <summary>Holds the bundled guardrails to their targets, on the labelled text of tests/Labelled.</summary>
public class ScorecardTests
{
    [TestCase("basic", "recall=.97,full=.97,precision=.97,hard=.05,fpmb=1", "secrets.jsonl", "decoys.jsonl")]
    [TestCase("presidio", "recall=.95,full=.95,precision=.97,hard=.05", "pii.jsonl")]
    [TestCase("basic,presidio", "recall=.97,full=.97,precision=.97,hard=.05,fpmb=1", "secrets.jsonl", "decoys.jsonl", "pii.jsonl")]
    public void The_bundled_guardrails_reach_their_targets(string guardrails, string bounds, params string[] files)
    {
        using var workspace = new Workspace();
        string[] paths = [.. files.Select(file => Path.Combine(Built.Repository, "tests", "Labelled", file))];

        var result = workspace.RunBare(["guardrails", "eval", .. paths, "--enable-guardrails", guardrails, "--fail-under", bounds]);

        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Error);
    }

    [TestCase("zero-width")]
    [TestCase("tag-characters")]
    [TestCase("full-width")]
    [TestCase("escape-u")]
    [TestCase("escape-x")]
    [TestCase("percent")]
    [TestCase("entity")]
    [TestCase("concatenated")]
    [TestCase("cut")]
    [TestCase("base64")]
    [TestCase("hex")]
    public void Secrets_in_every_disguise_are_masked_whole(string variant)
    {
        using var workspace = new Workspace();
        var json = workspace.RunBare("guardrails", "eval", Path.Combine(Built.Repository, "tests", "Labelled", "secrets.jsonl"), "--by", "variant", "--json").Json;

        var line = json.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("name").GetString() == variant);

        Assert.That(line.GetProperty("full").GetDouble(), Is.GreaterThanOrEqualTo(0.9));
    }
}
