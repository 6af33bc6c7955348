using System.Runtime.Versioning;
using Gateway.Core.Trust;

namespace Gateway.Core.Tests.Trust;

public class FileRiskTests
{
    private TrustFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static string Write(params string[] parts)
    {
        var path = Path.Combine(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");
        return path;
    }

    [Test]
    public void A_file_in_a_folder_of_the_users_own_is_only_the_users() => Assert.That(FileRisk.Of(Write(_folder.Private, "mcp.json")), Is.Null);

    [TestCase(".git", true)]
    [TestCase(".git", false)]
    [TestCase(".hg", true)]
    [TestCase(".svn", true)]
    [TestCase(".jj", true)]
    public void A_file_below_a_mark_of_a_work_tree_is_in_it(string mark, bool isFolder)
    {
        if (isFolder) Directory.CreateDirectory(Path.Combine(_folder.Private, mark));
        else Write(_folder.Private, mark);
        Assert.That(FileRisk.Of(Write(_folder.Private, "deep", "down", "mcp.json"))?.Reason, Is.EqualTo($"lies in the work tree {_folder.Private}"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void A_link_into_a_work_tree_leads_there()
    {
        Write(_folder.Repository, "mcp.json");
        var file = Path.Combine(_folder.Private, "link.json");
        File.CreateSymbolicLink(file, "../repository/mcp.json");
        Assert.That(FileRisk.Of(file)?.Reason, Does.Contain(_folder.Repository));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void A_linked_folder_in_a_work_tree_can_be_pointed_elsewhere_by_it()
    {
        Write(_folder.Private, "mcp.json");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Repository, "linked"), _folder.Private);
        Assert.That(FileRisk.Of(Path.Combine(_folder.Repository, "linked", "mcp.json"))?.Reason, Does.Contain(_folder.Repository));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void A_circle_of_links_comes_to_an_end()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Private, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(_folder.Private, "b"), "a");
        Assert.That(() => FileRisk.Of(Path.Combine(_folder.Private, "a")), Throws.Nothing);
    }

    [TestCase("private/deep/mcp.json", UnixFileMode.OtherWrite)]
    [TestCase("private/deep", UnixFileMode.OtherWrite)]
    [TestCase("private", UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void A_file_that_others_may_write_to_or_replace_is_at_risk(string open, UnixFileMode right)
    {
        var file = Write(_folder.Private, "deep", "mcp.json");
        var path = Path.Combine(Path.GetDirectoryName(_folder.Private)!, open);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | right);
        Assert.That(FileRisk.Of(file), Is.EqualTo(new FileRisk { Reason = "other users of this machine may change", IsOpenToOthers = true }));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void In_a_folder_like_tmp_others_cannot_replace_the_users_file()
    {
        var file = Write(_folder.Private, "mcp.json");
        File.SetUnixFileMode(_folder.Private, File.GetUnixFileMode(_folder.Private) | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Assert.That(FileRisk.Of(file), Is.Null);
    }

    [Test]
    [Platform("Linux")]
    public void Another_users_file_is_at_risk()
    {
        var file = Write(_folder.Private, "mcp.json");
        if (Environment.UserName != "root") Assert.Ignore("only root can give a file away");
        using var chown = System.Diagnostics.Process.Start("chown", ["65534", file]);
        chown.WaitForExit();
        Assert.That(FileRisk.Of(file)?.IsOpenToOthers, Is.True);
    }
}
