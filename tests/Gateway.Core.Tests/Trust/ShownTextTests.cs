using Gateway.Core.Configuration;
using Gateway.Core.Trust;

namespace Gateway.Core.Tests.Trust;

public class ShownTextTests
{
    private static string?[] Shown(params string[] arguments)
    {
        SourceText[] texts = [.. arguments.Select((text, index) => new SourceText { Place = $"args[{index}]", Text = text })];
        return [.. texts.Select((_, index) => ShownText.Of(texts, index))];
    }

    [TestCase("-y")]
    [TestCase("@modelcontextprotocol/server-filesystem@2025.8.21")]
    [TestCase("/home/me/projects/server/index.js")]
    [TestCase("--max-old-space-size=4096")]
    [TestCase("https://a.example/mcp")]
    [TestCase("--port=8080")]
    public void What_is_no_secret_is_shown(string text) => Assert.That(Shown(text), Is.EqualTo(new[] { text }));

    [TestCase("--token=s3cr3t")]
    [TestCase("--api-key=s3cr3t")]
    [TestCase("DB_PASSWORD=s3cr3t")]
    [TestCase("--db=postgres://me:s3cr3t@db.example/x")]
    [TestCase("postgres://s3cr3t@db.example")]
    [TestCase("https://me:a/s3cr3t@db.example/x")]
    [TestCase("https://a.example/mcp?x=s3cr3t")]
    [TestCase("https://a.example/mcp#s3cr3t")]
    [TestCase("http://a:s3cr3t@b.example,http://c:s3cr3t@d.example?s3cr3t")]
    [TestCase("Authorization: Bearer s3cr3t")]
    [TestCase("X-Api-Key:s3cr3t")]
    [TestCase("ghp_s3cr3tAbCdEfGhIjKlMn1234")]
    [TestCase("https://hooks.example/s/s3cr3tAbCdEfGhIjKlMn1234/mcp")]
    public void What_looks_like_a_secret_is_not_shown(string text) => Assert.That(Shown(text)[0], Does.Not.Contain("s3cr3t").And.Contain("…"));

    [TestCase("--token", "s3cr3t")]
    [TestCase("--password", "s3cr3t")]
    [TestCase("-e", "ANYTHING=s3cr3t")]
    [TestCase("-H", "X: s3cr3t")]
    [TestCase("-u", "me:s3cr3t")]
    public void What_follows_an_option_for_secrets_is_not_shown(string option, string text)
    {
        Assert.That(Shown(option, text)[1], Does.Not.Contain("s3cr3t"));
        Assert.That(Shown(option, text)[0], Is.EqualTo(option));
    }

    [Test]
    public void A_reference_to_a_variable_is_shown() => Assert.That(Shown("--token", "${TOKEN}")[1], Is.EqualTo("${TOKEN}"));

    [Test]
    public void What_is_shown_is_one_short_line_without_hidden_characters() =>
        Assert.That(Shown("a\u001b[2J\n\u202e" + new string('x', 5000))[0], Does.StartWith("a\\u001b[2J \\u202exxx").And.Length.LessThan(250));

    [Test]
    public void A_secret_place_shows_nothing() =>
        Assert.That(ShownText.Of([new() { Place = "env.X", Text = "short", IsSecret = true }], 0), Is.Null);
}
