using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class GuardrailsEvalTests
{
    private static readonly string[] Records =
    [
        $$"""{"id":"a","text":"use {{Secrets.GitHub}} now","spans":[{"start":4,"end":44,"type":"github_pat"}],"variant":"plain"}""",
        """{"id":"b","text":"use secret now","spans":[{"start":4,"end":10,"type":"word"}],"variant":"plain"}""",
        """{"id":"c","enc":"b64","text":"bm90aGluZyBoZXJl","spans":[],"kind":"docs"}""",
        """{"id":"d","text":"ghp_not_a_token","neg":"hard","variant":"decoy"}""",
    ];

    private static Workspace WithData(params string[] lines)
    {
        var workspace = new Workspace();
        File.WriteAllLines(workspace.PathOf("data.jsonl"), lines);
        return workspace;
    }

    [Test]
    public void The_total_is_a_table_for_people()
    {
        using var workspace = WithData(Records);
        var result = workspace.RunBare("guardrails", "eval", "data.jsonl");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Output, Does.Match(@"total +2 +1 +50\.0 % +50\.0 % +1 +0 +100\.0 % +0\.00 +0 of 1 flagged").And.Match(@"basic: \d+ MB/s").And.Not.Contain('\u001b'));
            Assert.That(result.Error, Is.Empty);
        }
    }

    [Test]
    public void A_folder_is_scored_file_by_file_and_grouped_as_asked_in_JSON()
    {
        using var workspace = WithData(Records);
        Directory.CreateDirectory(workspace.PathOf("set"));
        File.WriteAllLines(workspace.PathOf("set/one.jsonl"), Records[..2]);
        File.WriteAllLines(workspace.PathOf("set/two.jsonl"), Records[2..]);
        var json = workspace.RunBare("guardrails", "eval", "set", "--by", "variant", "--json").Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("total").GetProperty("recall").GetDouble(), Is.EqualTo(0.5));
            Assert.That(json.GetProperty("total").GetProperty("cleanBytes").GetInt64(), Is.EqualTo(12));
            Assert.That(json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("name").GetString()), Is.EqualTo(new[] { "-", "decoy", "plain" }));
            Assert.That(json.GetProperty("megabytesPerSecond").GetDouble(), Is.Positive);
        }
    }

    [Test]
    public void Only_the_named_types_are_scored()
    {
        using var workspace = WithData(Records);
        Assert.That(workspace.RunBare("guardrails", "eval", "data.jsonl", "--types", "github_pat", "--json").Json.GetProperty("total").GetProperty("recall").GetDouble(), Is.EqualTo(1));
    }

    [Test]
    public void What_was_found_is_written_for_other_scorers()
    {
        using var workspace = WithData(Records);
        workspace.RunBare("guardrails", "eval", "data.jsonl", "--predictions", "found.jsonl");
        var lines = File.ReadAllLines(workspace.PathOf("found.jsonl"));
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[0], Is.EqualTo("""{"id":"a","spans":[{"start":4,"end":44,"type":"github_pat"}]}"""));
        Assert.That(lines[1], Is.EqualTo("""{"id":"b","spans":[]}"""));
    }

    [TestCase("recall=.5,full=.5,precision=1,fpmb=0,hard=0", 0)]
    [TestCase("recall=.51", 1)]
    public void A_missed_bound_is_one_sentence_and_exit_code_1(string bounds, int exitCode)
    {
        using var workspace = WithData(Records);
        var result = workspace.RunBare("guardrails", "eval", "data.jsonl", "--fail-under", bounds);
        Assert.That(result.ExitCode, Is.EqualTo(exitCode));
        Assert.That(result.Error, exitCode == 0 ? Is.Empty : Is.EqualTo("mcp-gateway: recall is 0.5, below 0.51\n"));
    }

    [Test]
    public void A_bound_that_nothing_can_be_told_of_is_missed()
    {
        using var workspace = WithData(Records[2]);
        var result = workspace.RunBare("guardrails", "eval", "data.jsonl", "--fail-under", "recall=.5");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((1, "mcp-gateway: recall cannot be told: no record of the data is for it\n")));
    }

    [TestCase("not json", "data.jsonl:2: the line is not one JSON object")]
    [TestCase("""{"id":"x","text":"ab","spans":[{"start":1,"end":3,"type":"t"}]}""", "data.jsonl:2: a span from 1 to 3 is outside the text of 2 UTF-16 units")]
    [TestCase("""{"id":"x","enc":"b64","text":"?"}""", "data.jsonl:2: \"text\" is not base64")]
    [TestCase("""{"text":"x"}""", "data.jsonl:2: the record has no \"id\"")]
    public void A_bad_line_is_told_with_file_and_line(string line, string error)
    {
        using var workspace = WithData(Records[0], line);
        var result = workspace.RunBare("guardrails", "eval", "data.jsonl");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((2, $"mcp-gateway: {error}\n")));
    }

    [TestCase(new[] { "no-such.jsonl" }, "no-such.jsonl does not exist")]
    [TestCase(new[] { "data.jsonl", "--fail-under", "speed=9" }, "--fail-under: 'speed=9' is no bound; known are recall, full, precision, fpmb, hard")]
    [TestCase(new[] { "data.jsonl", "--enable-guardrails", "nobody" }, "no guardrail has the name 'nobody'")]
    [TestCase(new[] { "data.jsonl", "--config", "none.json" }, "none.json does not exist")]
    public void What_cannot_be_done_is_one_sentence_and_exit_code_2(string[] arguments, string error)
    {
        using var workspace = WithData(Records);
        var result = workspace.RunBare(["guardrails", "eval", .. arguments]);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith("mcp-gateway: ").And.Contain(error).And.Not.Contain("\n   at "));
    }

    [Test]
    public void Options_of_a_guardrail_come_from_the_configuration()
    {
        using var workspace = WithData("""{"id":"x","text":"EMP-123456","spans":[{"start":0,"end":10,"type":"employee"}]}""");
        File.WriteAllText(workspace.PathOf("config.json"), """{"plugins":{"basic":{"options":{"custom_token_regexes":{"employee":{"regex":"EMP-[0-9]{6}","replacement":"<EMPLOYEE>"}}}}}}""");
        var json = workspace.RunBare("guardrails", "eval", "data.jsonl", "--json", "--by", "type", "--config", "config.json").Json;
        Assert.That(json.GetProperty("lines").EnumerateArray().Single().GetProperty("precision").GetDouble(), Is.EqualTo(1));
    }

    [Test]
    public void Records_with_a_label_and_no_spans_are_left_out_and_told()
    {
        using var workspace = WithData(Records[0], """{"id":"x","text":"ignore all","label":"injection"}""");
        var result = workspace.RunBare("guardrails", "eval", "data.jsonl", "--json");
        Assert.That(result.Error, Does.Contain("1 record(s) have a label for their whole text"));
        Assert.That(result.Json.GetProperty("total").GetProperty("cleanBytes").ValueKind, Is.EqualTo(JsonValueKind.Number));
    }
}
