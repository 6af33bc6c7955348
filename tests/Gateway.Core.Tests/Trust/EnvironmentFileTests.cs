namespace Gateway.Core.Tests.Trust;

public class EnvironmentFileTests
{
    private TrustFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string? UseWith(string environmentFile, string? content, string? configurationFolder = null)
    {
        if (content is null) File.Delete(environmentFile);
        else File.WriteAllText(environmentFile, content);
        var json = TrustFolder.Json(("a", $"\"command\": \"node\", \"envFile\": \"{environmentFile.Replace("\\", "\\\\")}\""));
        return _folder.Use(configurationFolder ?? _folder.Repository, json).Servers.Single().NeedsApproval;
    }

    [TestCase("TOKEN=2", "TOKEN changed in")]
    [TestCase("TOKEN=1\nNODE_OPTIONS=--require=evil", "NODE_OPTIONS changed in")]
    [TestCase("", "TOKEN changed in")]
    public void A_change_in_an_envFile_of_a_work_tree_waits_also_for_a_private_configuration(string content, string reason)
    {
        var file = Path.Combine(_folder.Repository, ".env");
        Assert.That(UseWith(file, "TOKEN=1", _folder.Private), Is.Null);
        Assert.That(UseWith(file, content, _folder.Private), Does.Contain(reason).And.Contain(".env, which lies in the work tree").And.Not.Contain("evil"));
        Assert.That(_folder.Pinned, Does.Not.Contain("evil"));
    }

    [Test]
    public void An_envFile_that_was_empty_is_known()
    {
        var file = Path.Combine(_folder.Repository, ".env");
        Assert.That(UseWith(file, ""), Is.Null);
        Assert.That(UseWith(file, "LD_PRELOAD=x"), Does.Contain("LD_PRELOAD changed in"));
    }

    [Test]
    public void An_envFile_of_the_users_own_may_change()
    {
        var file = Path.Combine(_folder.Private, ".env");
        Assert.That(UseWith(file, "TOKEN=1"), Is.Null);
        Assert.That(UseWith(file, "TOKEN=2"), Is.Null);
        Assert.That(_folder.Told.Single(), Does.Contain("TOKEN changed in").And.Contain("trusted as it stands now"));
    }

    [Test]
    public void An_envFile_that_comes_after_the_first_start_is_a_first_use_of_its_own()
    {
        var file = Path.Combine(_folder.Repository, ".env");
        Assert.That(UseWith(file, null), Is.Null);
        Assert.That(UseWith(file, "TOKEN=1"), Is.Null);
        Assert.That(UseWith(file, null), Is.Null, "it is not started without its file anyway");
        Assert.That(UseWith(file, "TOKEN=2"), Does.Contain("TOKEN changed in"), "it is known from before");
    }
}
