namespace Gateway.Detection.Tests;

public class RuleTests
{
    [Test]
    public void Keywords_need_an_alphabet_or_a_reach()
    {
        Refused(new() { Kind = "k", Keywords = ["a"], Pattern = "a" }, "either an alphabet or a reach");
        Refused(new() { Kind = "k", Keywords = ["a"], Pattern = "a", Alphabet = "a", Reach = 1 }, "either an alphabet or a reach");
    }

    [Test]
    public void Keywords_are_ASCII_and_of_the_alphabet()
    {
        Refused(new() { Kind = "k", Keywords = ["é"], Pattern = "é", Reach = 1 }, "'é' is not made of ASCII");
        Refused(new() { Kind = "k", Keywords = [""], Pattern = "a", Reach = 1 }, "'' is not made of ASCII");
        Refused(new() { Kind = "k", Keywords = ["a="], Pattern = "a=", Alphabet = "a" }, "'a=' has characters that the alphabet lacks");
    }

    [TestCase("(?=a)a", "needs backtracking")]
    [TestCase("[", "is invalid")]
    [TestCase("a|", "can match the empty string")]
    [TestCase(@"\B", "can match the empty string")]
    [TestCase("$", "can match the empty string")]
    public void A_pattern_that_cannot_be_used_is_refused(string pattern, string reason) =>
        Assert.That(() => RulePattern.Compile(pattern), Throws.TypeOf<RuleException>().With.Message.Contains(reason));

    [Test]
    public void A_rule_that_fails_its_examples_says_which()
    {
        var rule = new Rule
        {
            Kind = "k",
            Keywords = ["k="],
            Reach = 10,
            Pattern = "k=(?<secret>[a-z]+)",
            Examples = () => [RuleExample.Secret("abc", "k=", "!"), RuleExample.Nothing("k=d")],
        };
        Assert.That(RuleCheck.FirstFailure(rule), Is.EqualTo("in 'k=d' the rule 'k' finds 'd', not nothing"));
    }

    private static void Refused(Rule rule, string reason) =>
        Assert.That(() => new Detector([rule]), Throws.TypeOf<RuleException>().With.Message.Contains(reason));
}
