using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Trust;

public class VariableTests
{
    private TrustFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string? UseWith(string inside, string value)
    {
        _folder.Variables["VALUE"] = value;
        return _folder.Use(_folder.Repository, TrustFolder.Json(("a", inside))).Servers.Single().NeedsApproval;
    }

    [TestCase("\"command\": \"node\", \"args\": [\"--token\", \"${VALUE}\"]")]
    [TestCase("\"command\": \"node\", \"env\": {\"TOKEN\": \"${VALUE}\"}")]
    [TestCase("\"url\": \"https://a.example/mcp?key=${VALUE}\"")]
    [TestCase("\"url\": \"https://a.example/\", \"headers\": {\"Authorization\": \"Bearer ${VALUE}\"}")]
    public void A_token_in_a_variable_may_change_every_day(string inside)
    {
        Assert.That(UseWith(inside, "monday"), Is.Null);
        Assert.That(UseWith(inside, "tuesday"), Is.Null);
        Assert.That(_folder.Pinned, Does.Not.Contain("monday").And.Not.Contain("tuesday"));
    }

    [TestCase("\"command\": \"${VALUE}/server\"", "/good", "/bad", "the variable in command")]
    [TestCase("\"command\": \"node\", \"cwd\": \"${VALUE}\"", "/good", "/bad", "the variable in cwd")]
    [TestCase("\"command\": \"node\", \"cwd\": \"${VALUE:-/x}\"", "/good", "", "the variable in cwd")]
    [TestCase("\"url\": \"https://${VALUE}/mcp\"", "a.example", "b.example", "the variable in url")]
    public void A_variable_that_says_what_is_run_or_reached_is_code(string inside, string first, string second, string place)
    {
        Assert.That(UseWith(inside, first), Is.Null);
        Assert.That(UseWith(inside, first), Is.Null);
        Assert.That(UseWith(inside, second), Does.Contain(place));
    }

    [Test]
    public void A_variable_for_an_envFile_is_code()
    {
        foreach (var name in (string[])["one.env", "two.env"]) File.WriteAllText(Path.Combine(_folder.Repository, name), "A=1");
        const string Inside = "\"command\": \"node\", \"envFile\": \"${VALUE}\"";
        Assert.That(UseWith(Inside, Path.Combine(_folder.Repository, "one.env")), Is.Null);
        Assert.That(UseWith(Inside, Path.Combine(_folder.Repository, "two.env")), Does.Contain("the variable in envFile"));
    }

    [Test]
    public void A_text_that_comes_to_name_a_variable_has_changed()
    {
        _folder.Variables["SECRET"] = "s";
        const string Inside = "\"url\": \"https://a.example/\", \"headers\": {\"X\": \"TEXT\"}";
        Assert.That(UseWith(Inside.Replace("TEXT", "s"), ""), Is.Null);
        Assert.That(UseWith(Inside.Replace("TEXT", "${SECRET}"), ""), Does.Contain("headers.X"));
    }

    [Test]
    public void What_comes_out_of_a_variable_is_not_expanded_again()
    {
        _folder.Variables["SECRET"] = "s";
        _folder.Variables["VALUE"] = "${SECRET}";
        var server = _folder.Use(_folder.Repository, TrustFolder.Json(("a", "\"command\": \"c${VALUE}\", \"args\": [\"${VALUE}\", \"${NONE:-$\"], \"env\": {\"A\": \"${VALUE}${VALUE}\"}"))).Servers.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Command, Is.EqualTo("c${SECRET}"));
            Assert.That(server.Arguments[0], Is.EqualTo("${SECRET}"));
            Assert.That(server.Environment["A"], Is.EqualTo("${SECRET}${SECRET}"));
        }
    }

    [Test]
    public void What_stands_in_an_envFile_is_not_expanded()
    {
        _folder.Variables["SECRET"] = "s";
        File.WriteAllText(Path.Combine(_folder.Repository, ".env"), "A=${SECRET}");
        var server = _folder.Use(_folder.Repository, TrustFolder.Json(("a", $"\"command\": \"node\", \"envFile\": \"{Path.Combine(_folder.Repository, ".env").Replace("\\", "\\\\")}\""))).Servers.Single();
        Assert.That(server.Environment["A"], Is.EqualTo("${SECRET}"));
    }
}
