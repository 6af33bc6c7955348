using Gateway.Core.Text;

namespace Gateway.Core.Tests.Text;

public class StableHashTests
{
    private static string Of(params string?[] texts)
    {
        var hash = new StableHash();
        foreach (var text in texts) hash.Add(text);
        return hash.ToString();
    }

    [Test]
    public void It_is_the_same_in_every_process() => Assert.That(Of("a", null, "é"), Is.EqualTo("080c8201a45a361a"));

    [Test]
    public void Where_one_text_ends_makes_a_difference() =>
        Assert.That(new[] { Of("a", "b"), Of("ab"), Of("", "ab"), Of("ab", ""), Of("a", "b", null), Of(null, "ab"), Of() }, Is.Unique);
}
