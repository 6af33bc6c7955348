using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Locking;

namespace Gateway.Core.Tests.Plugins.Locking;

internal sealed class PluginLockTests
{
    private PluginsFolder _folder = null!;
    private PluginLoader _loader = null!;

    [SetUp]
    public void CreateFolder()
    {
        _folder = new();
        _loader = new(_folder.Shadow);
    }

    [TearDown]
    public async Task RemoveFolder()
    {
        await _loader.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public void What_changes_between_scan_and_load_is_refused_because_the_copy_is_checked()
    {
        Lock(_folder.Add("UsesConflict1"));
        var description = _folder.Scan().Plugins.Single();
        File.Copy(Path.Combine(PluginsFolder.Built("Conflict2"), "Conflict.dll"), _folder.File("UsesConflict1", "Conflict.dll"), overwrite: true);

        Assert.That(() => Load(description), Throws.TypeOf<PluginException>().With.Message.Contains("its file Conflict.dll changed since plugins.lock was written"));
    }

    [Test]
    public void A_file_that_comes_between_scan_and_load_is_refused()
    {
        Lock(_folder.Add("Fish"));
        var description = _folder.Scan().Plugins.Single();
        _folder.Write("Fish/Extra.dll", "");

        Assert.That(() => Load(description), Throws.TypeOf<PluginException>().With.Message.Contains("its file Extra.dll is not in plugins.lock"));
    }

    [Test]
    public void A_lock_that_is_taken_away_after_the_scan_still_counts()
    {
        Lock(_folder.Add("Fish"));
        var description = _folder.Scan().Plugins.Single();
        File.Delete(_folder.File("plugins.lock"));
        _folder.Write("Fish/Extra.dll", "");

        Assert.That(() => Load(description), Throws.TypeOf<PluginException>());
    }

    [Test]
    public void A_lock_from_another_machine_fits_a_plugin_whose_foreign_files_were_left_there()
    {
        Lock(_folder.Add("Plain").Write("Plain/runtimes/os2-ppc/native/foreign.so", "1").Write("Plain/runtimes/any/ours.txt", "1"));
        Directory.Delete(_folder.File("Plain", "runtimes", "os2-ppc"), recursive: true);
        Assert.That(_folder.Scan().Problems, Is.Empty);

        File.Delete(_folder.File("Plain", "runtimes", "any", "ours.txt"));
        Assert.That(_folder.Scan().Problems.Single().Reason, Does.StartWith("its file runtimes/any/ours.txt is in plugins.lock and not there any more"));
    }

    [Test]
    public void A_bare_plugin_is_locked_with_the_libraries_that_it_takes()
    {
        Lock(_folder.AddBare("UsesConflict1/UsesConflict1.dll", "UsesConflict1/Conflict.dll"));
        Assert.That(PluginLock.Read(_folder.Path)!.Plugins["UsesConflict1.dll"].Files.Keys, Is.EquivalentTo(new[] { "UsesConflict1.dll", "Conflict.dll" }));
        Assert.That(_folder.Scan().Problems, Is.Empty, "the library alone is no plugin and needs no entry");
        Load(_folder.Scan().Plugins.Single());

        File.AppendAllText(_folder.File("Conflict.dll"), " ");
        Assert.That(_folder.Scan().Problems.Single().Reason, Does.StartWith("its file Conflict.dll changed"));
    }

    [TestCase("UsesConflict1/UsesConflict1.dll")]
    [TestCase("UsesConflict1")]
    public void A_locked_plugin_that_was_damaged_is_told_as_changed_and_breaks_the_lock(string place)
    {
        Lock(place.EndsWith(".dll", StringComparison.Ordinal) ? _folder.AddBare(place) : _folder.Add(place));
        File.WriteAllText(Directory.GetFiles(_folder.Path, "UsesConflict1.dll", SearchOption.AllDirectories).Single(), "damaged");

        var problem = _folder.Scan().Problems.Single();

        Assert.That(problem.Reason, Does.StartWith("its file UsesConflict1.dll changed since plugins.lock was written"));
        Assert.That(problem.BreaksLock, Is.True);
    }

    [Test]
    public void A_locked_plugin_that_is_refused_for_any_reason_breaks_the_lock()
    {
        Lock(_folder.Add("Fish"));
        File.CreateSymbolicLink(_folder.File("Fish", "link"), "/");

        Assert.That(_folder.Scan().Problems.Single().BreaksLock, Is.True);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_lock_that_others_may_write_to_or_that_is_a_link_closes_its_folder()
    {
        if (OperatingSystem.IsWindows()) return; // for the analyser
        Lock(_folder.Add("Fish"));
        var path = _folder.File("plugins.lock");
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
        Assert.That(_folder.Scan().Problems.Single().Reason, Does.StartWith("its plugins.lock is not safe: other users of this machine may write to it"));

        File.Delete(path);
        File.CreateSymbolicLink(path, "nowhere");
        Assert.That(_folder.Scan().Problems.Single().Reason, Does.StartWith("its plugins.lock can't be used (it is no plain file)"));
        Assert.That(_folder.Scan().Plugins, Is.Empty);
    }

    [Test]
    [Platform(Exclude = "Win")]
    [CancelAfter(20_000)]
    public void A_locked_file_that_becomes_a_link_to_what_has_no_end_is_refused_unread()
    {
        Lock(_folder.Add("Fish"));
        File.Delete(_folder.File("Fish", "Fish.pdb"));
        File.CreateSymbolicLink(_folder.File("Fish", "Fish.pdb"), "/dev/zero");

        Assert.That(_folder.Scan().Problems.Single().Reason, Does.Contain("is a link that leaves the plugin"));
    }

    [Test]
    public void Without_a_lock_nothing_is_hashed_at_the_start()
    {
        _folder.Add("Fish");

        Assert.That(_folder.Scan().Plugins.Single().Lock, Is.Null);
    }

    [Test]
    public void Changes_are_told_plugin_by_plugin_and_file_by_file()
    {
        Lock(_folder.Add("Fish").Add("Duo").Add("Plain"));
        var old = PluginLock.Read(_folder.Path);
        Directory.Delete(_folder.File("Duo"), recursive: true);
        _folder.Add("Strays").Write("Fish/new.txt", "").Write("Fish/Fish.deps.json", "{}");
        File.Delete(_folder.File("Fish", "Fish.pdb"));

        Assert.That(
            LockChanges.Between(old, Current()),
            Is.EqualTo(new[] { "removed Duo", "changed Fish: Fish.deps.json changed, Fish.pdb removed, new.txt added", "added   Strays: 4 files" }));
        Assert.That(LockChanges.Between(Current(), Current()), Is.Empty);
    }

    private LoadedPlugin Load(PluginDescription description) => _loader.Load(description, new() { Name = description.Name });

    private static void Lock(PluginsFolder folder) => Of(folder).Write();

    private PluginLock Current() => Of(_folder);

    private static PluginLock Of(PluginsFolder folder) => PluginLock.Of(folder.Path, PluginCatalogue.Scan([folder.Dropped with { IsLockIgnored = true }]));
}
