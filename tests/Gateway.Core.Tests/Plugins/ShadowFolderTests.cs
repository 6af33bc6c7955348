using System.Runtime.Versioning;
using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

internal sealed class ShadowFolderTests
{
    private string _root = null!;

    [SetUp]
    public void CreateRoot() => _root = Path.Combine(Directory.CreateTempSubdirectory("mcp-gateway-shadow-").FullName, "root");

    [TearDown]
    public void RemoveRoot() => Directory.Delete(Path.GetDirectoryName(_root)!, recursive: true);

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void The_root_and_the_folder_are_private_also_if_the_root_was_open()
    {
        Directory.CreateDirectory(_root);
        File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherWrite);

        using var shadow = ShadowFolder.Create(_root);

        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.That(File.GetUnixFileMode(_root), Is.EqualTo(Private));
        Assert.That(File.GetUnixFileMode(shadow.Path), Is.EqualTo(Private));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void The_home_that_is_made_on_the_way_is_private_too()
    {
        using var shadow = ShadowFolder.Create(Path.Combine(_root, "shadow"));

        Assert.That(File.GetUnixFileMode(_root), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public void Two_gateways_leave_each_other_alone()
    {
        using var first = ShadowFolder.Create(_root);
        File.WriteAllText(Path.Combine(first.Path, "plugin.dll"), "");
        using (ShadowFolder.Create(_root))
        {
        }

        Assert.That(File.Exists(Path.Combine(first.Path, "plugin.dll")), Is.True);
        Assert.That(File.Exists(first.Path + ".lock"), Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_a_dead_gateway_left_is_removed(bool withLock)
    {
        var dead = Path.Combine(_root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(dead, "plugin"));
        File.WriteAllText(Path.Combine(dead, "plugin", "plugin.dll"), "");
        if (withLock) File.WriteAllText(dead + ".lock", "");

        using (ShadowFolder.Create(_root))
        {
            Assert.That(Directory.Exists(dead), Is.False);
        }

        Assert.That(Directory.EnumerateFileSystemEntries(_root), Is.Empty);
    }

    [Test]
    public void What_no_gateway_made_stays()
    {
        Directory.CreateDirectory(Path.Combine(_root, "photos"));
        using (ShadowFolder.Create(_root))
        {
        }

        Assert.That(Directory.EnumerateFileSystemEntries(_root), Is.EqualTo(new[] { Path.Combine(_root, "photos") }));
    }

    [Test]
    public void A_relative_root_gives_an_absolute_folder()
    {
        using var shadow = ShadowFolder.Create(Path.GetRelativePath(Environment.CurrentDirectory, _root));

        Assert.That(Path.IsPathFullyQualified(shadow.Path), Is.True);
    }

    [Test]
    public void A_root_that_is_a_file_is_one_sentence()
    {
        File.WriteAllText(_root, "");

        Assert.That(() => ShadowFolder.Create(_root), Throws.TypeOf<PluginException>().With.Message.StartsWith($"the folder {_root} for private copies of plugins can't be used"));
    }

    [Test]
    public async Task Disposing_the_loader_removes_its_copies()
    {
        using var folder = new PluginsFolder();
        var loader = new PluginLoader(folder.Shadow);
        loader.Load(folder.Add("Plain").Scan().Plugins[0], new PluginContext { Name = "plain" });
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Shadow), Is.Not.Empty);

        await loader.DisposeAsync();

        Assert.That(Directory.EnumerateFileSystemEntries(folder.Shadow), Is.Empty);
    }
}
