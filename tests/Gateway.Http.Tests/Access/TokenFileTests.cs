using Gateway.Core.Configuration;
using Gateway.Http.Access;

namespace Gateway.Http.Tests.Access;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TokenFileTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";

    private readonly string _folder = Directory.CreateTempSubdirectory("mcp-gateway-tokens-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "tokens");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AccessTokens Written(string text)
    {
        File.WriteAllText(Path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new(TokenFile.Read(Path));
    }

    [Test]
    public void A_file_is_made_once_with_a_token_that_lets_in()
    {
        var made = TokenFile.Ensure(Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(made, Has.Length.GreaterThanOrEqualTo(43), "256 bits");
            Assert.That(TokenFile.Ensure(Path), Is.Null, "it is there");
            Assert.That(TokenFile.OnlyToken(Path), Is.EqualTo(made));
            Assert.That(new AccessTokens(TokenFile.Read(Path)).Find($"Bearer {made}")?.Principal, Is.EqualTo("default"));
            if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public void Each_line_lets_one_person_in()
    {
        var tokens = Written($"# the team\nada {Token}\n\n  bob   {Other}  \n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens.Find($"Bearer {Token}")?.Principal, Is.EqualTo("ada"));
            Assert.That(tokens.Find($"bearer  {Other}")?.Principal, Is.EqualTo("bob"));
        }
    }

    [TestCase("")]
    [TestCase("Bearer")]
    [TestCase("Bearer ")]
    [TestCase("Bearer ada")]
    [TestCase("Basic 0123456789abcdef0123456789abcdef")]
    [TestCase("0123456789abcdef0123456789abcdef")]
    [TestCase("Bearer 0123456789abcdef0123456789abcdeF")]
    [TestCase("Bearer 0123456789abcdef0123456789abcdef0")]
    [TestCase("Bearer 0123456789abcdef0123456789abcdef, Bearer 0123456789abcdef0123456789abcdef")]
    public void Nothing_else_lets_in(string authorization) => Assert.That(Written($"ada {Token}").Find(authorization), Is.Null);

    [Test]
    public void Two_headers_let_nobody_in() => Assert.That(Written($"ada {Token}").Find(new([$"Bearer {Token}", $"Bearer {Token}"])), Is.Null);

    [Test]
    public void A_file_that_is_read_anew_leaves_a_token_that_stays_the_same_and_makes_a_changed_one_another()
    {
        var tokens = Written($"ada {Token}\nbob {Other}");
        var (ada, bob) = (tokens.Find($"Bearer {Token}")!, tokens.Find($"Bearer {Other}")!);
        File.WriteAllText(Path, $"bob {Other}\nada {new string('x', 32)}");
        tokens.Replace(TokenFile.Read(Path));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens.Find($"Bearer {Other}"), Is.SameAs(bob), "what it has opened is still its own");
            Assert.That(tokens.LetsIn(bob), Is.True);
            Assert.That(tokens.LetsIn(ada), Is.False, "the same name with another token");
            Assert.That(tokens.Find($"Bearer {Token}"), Is.Null);
        }
    }

    [TestCase("", "holds no token")]
    [TestCase("# none\n", "holds no token")]
    [TestCase("ada short", "shorter than 32 characters")]
    [TestCase("ada 0123456789abcdef0123456789abcde\u00e9", "shorter than 32 characters")]
    [TestCase("ada 0123456789abcdef0123456789abcdef more", "more than two words")]
    [TestCase("ada 0123456789abcdef0123456789abcdef\nada fedcba9876543210fedcba9876543210", "names 'ada' twice")]
    public void A_wrong_file_is_an_error_that_shows_no_token(string text, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => Written(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error!.Message, Does.Contain(expected).And.Contain(Path));
            Assert.That(error.Message, Does.Not.Contain("0123456789"));
        }
    }

    [Test]
    public void A_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no such bits");
            return;
        }

        Written($"ada {Token}");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.That(() => TokenFile.Read(Path), Throws.TypeOf<ConfigurationException>().With.Message.Contains("chmod 600"));
    }
}
