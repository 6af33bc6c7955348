using Gateway.Detection.Shapes;

namespace Gateway.Detection.Tests.Shapes;

public class ShapeParserTests
{
    [TestCase("abc", 1)]
    [TestCase("ab|cd", 2)]
    [TestCase("(?:a|b)(?:c|d)x", 4)]
    [TestCase("a(?:b)?c", 2)]
    [TestCase("a(?:bc){2}d", 1)]
    [TestCase("[a-z]{3,5}_[0-9]+", 1)]
    [TestCase("[a-z0-9]{20}-[a-z]{4}", 1)]
    [TestCase("a{2}b{2,}c{2,3}d?e*f+", 1)]
    [TestCase("(?i)abc", 1)]
    [TestCase("x(?<secret>[a-z]+);", 1)]
    [TestCase("(?<secret>a|b)c", 2)]
    [TestCase(@"\d\w\s\t\n\r\.\-\/\x41", 1)]
    [TestCase("[^\"]+\"", 1)]
    [TestCase("a.b", 1)]
    [TestCase("[a\\-z-]", 1)]
    [TestCase("[\\]x]", 1)]
    public void A_shape_has_a_branch_for_each_way_through_it(string pattern, int branches) =>
        Assert.That(ShapeParser.Parse(pattern), Has.Length.EqualTo(branches));

    [TestCase("", TestName = "Nothing")]
    [TestCase("a*", TestName = "What may be empty")]
    [TestCase("a|", TestName = "An empty alternative")]
    [TestCase("(a)", TestName = "A numbered group")]
    [TestCase("(?<x>a)", TestName = "Another named group")]
    [TestCase("(?=a)a", TestName = "A lookahead")]
    [TestCase(@"(?:a)\1", TestName = "A backreference")]
    [TestCase(@"\bword", TestName = "A word boundary")]
    [TestCase("^a", TestName = "A start")]
    [TestCase("a$", TestName = "An end")]
    [TestCase("a(?i)b", TestName = "An option in the middle")]
    [TestCase("[a-z]+[a-z]", TestName = "A run that eats what the next needs")]
    [TestCase("[a-z0-9-]{10,20}-[a-z]{4}", TestName = "A counted run that eats what the next needs")]
    [TestCase("[a-z]+x?[a-z]", TestName = "The same over something optional")]
    [TestCase("(?:ab)*c", TestName = "A group any number of times")]
    [TestCase("(?:ab){1,2}c", TestName = "A group a varying number of times")]
    [TestCase("a+?b", TestName = "A lazy count")]
    [TestCase("a{,3}b", TestName = "A count without its least")]
    [TestCase("a{3,2}", TestName = "A count the wrong way round")]
    [TestCase("a{ 3}", TestName = "A count with a space")]
    [TestCase("a{3", TestName = "An open count")]
    [TestCase("[a-z", TestName = "An open class")]
    [TestCase("[z-a]", TestName = "A range the wrong way round")]
    [TestCase("[]a]", TestName = "A class that starts with its end")]
    [TestCase("[a-z-[x]]", TestName = "A class without another")]
    [TestCase("[a-[b]]", TestName = "A character without another")]
    [TestCase("[[:alpha:]]", TestName = "A POSIX class")]
    [TestCase("(?:a", TestName = "An open group")]
    [TestCase("a)", TestName = "A closing bracket")]
    [TestCase("é", TestName = "A character beyond ASCII")]
    [TestCase("[aé]", TestName = "One in a class")]
    [TestCase(@"\p{L}", TestName = "A Unicode category")]
    [TestCase(@"\D", TestName = "What is no digit")]
    [TestCase(@"\xe9", TestName = "A number beyond ASCII")]
    [TestCase(@"\x4", TestName = "Half a number")]
    [TestCase("a\\", TestName = "A backslash at the end")]
    [TestCase("(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)", TestName = "Too many branches")]
    [TestCase("(?<secret>a){2}", TestName = "A secret that occurs twice")]
    [TestCase("(?<secret>a)(?<secret>b)", TestName = "Two secrets")]
    public void No_shape_is(string pattern) => Assert.That(ShapeParser.Parse(pattern), Is.Null);

    [Test]
    public void Counts_of_billions_are_counts() => Assert.That(ShapeParser.Parse("a{2000000000}b{2000000000}"), Has.Length.EqualTo(1));

    [Test]
    public void A_branch_knows_what_it_shares_with_the_one_before() =>
        Assert.That(ShapeParser.Parse("ab(?:cd|ce|f)")!.Select(b => b.Shared), Is.EqualTo(new[] { 0, 3, 2 }));
}
