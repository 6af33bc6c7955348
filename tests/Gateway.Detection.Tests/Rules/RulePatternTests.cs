namespace Gateway.Detection.Tests.Rules;

public class RulePatternTests
{
    [TestCase("(?=a)a", "needs backtracking")]
    [TestCase(@"(a)\1", "needs backtracking")]
    [TestCase("[", "is invalid")]
    [TestCase("a|", "can match the empty string")]
    [TestCase(@"\B", "can match the empty string")]
    [TestCase("$", "can match the empty string")]
    public void A_pattern_that_cannot_be_used_is_refused(string pattern, string reason) =>
        Assert.That(() => RulePattern.Compile(pattern), Throws.TypeOf<RuleException>().With.Message.Contains(reason));

    [Test]
    public void A_rule_that_fails_its_examples_says_which()
    {
        var rule = new Rule { Kind = "k", Pattern = "key=(?<secret>[a-z]+)", TakesPlaceholders = true, Examples = () => [RuleExample.Secret("abc", "key=", "!"), RuleExample.Nothing("key=d")] };
        Assert.That(RuleCheck.FirstFailure(rule), Is.EqualTo("in 'key=d' the rule 'k' finds 'd', not nothing"));
    }

    [Test]
    public void A_rule_that_passes_its_examples_has_no_failure()
    {
        var rule = new Rule { Kind = "k", Pattern = "key=(?<secret>[a-z]+)", TakesPlaceholders = true, Examples = () => [RuleExample.Secret("abc", "key=", "!"), RuleExample.Nothing("key=")] };
        Assert.That(RuleCheck.FirstFailure(rule), Is.Null);
    }

    [TestCase("[")]
    [TestCase("key=(?=a)a")]
    public void A_rule_whose_pattern_cannot_be_used_is_refused_without_examples_too(string pattern) =>
        Assert.That(() => RuleCheck.FirstFailure(new() { Kind = "k", Pattern = pattern, Keywords = ["key"], Reach = 9 }), Throws.TypeOf<RuleException>());
}
