using Gateway.Detection.Judging;

namespace Gateway.Detection.Tests.Judging;

public class PlaceholderTests
{
    [TestCase("xxxxxxxxxxxxxxxx")]
    [TestCase("AKIAIOSFODNN7EXAMPLE")]
    [TestCase("your-api-key-here")]
    [TestCase("changeme")]
    [TestCase("****************")]
    [TestCase("0000000000000000")]
    [TestCase("1234567890123456")]
    [TestCase("abcdefghijklmnop")]
    [TestCase("<token>")]
    [TestCase("${TOKEN}")]
    [TestCase("{{ token }}")]
    [TestCase("$(token)")]
    [TestCase("%TOKEN%")]
    [TestCase("__TOKEN__")]
    [TestCase("[token]")]
    [TestCase("$TOKEN")]
    [TestCase("abc...")]
    [TestCase("deadbeefdeadbeef")]
    [TestCase("https://hooks.host.test/services/T0A1B2C3D/B0A1B2C3D/XXXXXXXXXXXX")]
    public void Is_one(string text) => Assert.That(Placeholder.IsOne(text), Is.True);

    [TestCase("q7Zk20LmXw91RtbV")]
    [TestCase("hunter2")]
    [TestCase("a<b>c1")]
    [TestCase("")]
    [TestCase("9xxxxq7Zk20LmXw91RtbVc3H")]
    [TestCase("q7Zk20LmXw91Rtb000000")]
    public void Is_none(string text) => Assert.That(Placeholder.IsOne(text), Is.False);

    [Test]
    public void Entropy_is_of_characters()
    {
        Assert.That(Entropy.Of(""), Is.Zero);
        Assert.That(Entropy.Of("aaaa"), Is.Zero.Within(1e-9));
        Assert.That(Entropy.Of("abab"), Is.EqualTo(1).Within(1e-9));
        Assert.That(Entropy.Of("0123456789abcdef"), Is.EqualTo(4).Within(1e-9));
        Assert.That(Entropy.Of(new string('é', 9) + "üöä"), Is.Zero.Within(1e-9));
        Assert.That(Entropy.Of(new string('a', 1_000) + new string('b', 1_000)), Is.EqualTo(1).Within(1e-9));
    }
}
