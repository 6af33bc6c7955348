using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

/// <summary>SQLite, from a plugin that brings it.</summary>
internal sealed class NativeLibraryTests
{
    private PluginsFolder _folder = null!;
    private PluginLoader _loader = null!;

    [SetUp]
    public void CreateLoader()
    {
        _folder = new();
        _loader = new(_folder.Shadow);
    }

    [TearDown]
    public async Task DisposeLoader()
    {
        await _loader.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public void A_native_library_is_found_through_the_deps_json()
    {
        _folder.Add("Sqlite");

        Assert.That(Answer(), Is.EqualTo("<SQLITE_42>"));
    }

    [Test]
    public void A_native_library_is_found_in_the_runtimes_folder_without_a_deps_json()
    {
        File.Delete(_folder.Add("Sqlite").File("Sqlite", "Sqlite.deps.json"));

        Assert.That(Answer(), Is.EqualTo("<SQLITE_42>"));
    }

    [Test]
    public void A_native_library_is_found_beside_the_plugin()
    {
        File.Delete(_folder.Add("Sqlite").File("Sqlite", "Sqlite.deps.json"));
        Directory.Delete(_folder.File("Sqlite", "runtimes"), recursive: true);
        CopyNative("Sqlite");

        Assert.That(Answer(), Is.EqualTo("<SQLITE_42>"));
    }

    [Test]
    public void A_bare_plugin_takes_the_native_library_that_its_libraries_import_and_what_its_deps_json_names()
    {
        _folder.AddBare("Sqlite/Sqlite.dll", "Sqlite/Sqlite.deps.json", "Sqlite/Microsoft.Data.Sqlite.dll", "Sqlite/SQLitePCLRaw.batteries_v2.dll", "Sqlite/SQLitePCLRaw.core.dll", "Sqlite/SQLitePCLRaw.provider.e_sqlite3.dll", "Duo/Duo.dll");
        CopyNative("");

        Assert.That(_folder.Scan().Problems, Is.Empty);
        Assert.That(Answer(), Is.EqualTo("<SQLITE_42>"));
        Assert.That(Directory.GetFiles(_folder.Shadow, "Duo.dll", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Libraries_for_other_machines_are_not_copied()
    {
        _folder.Add("Sqlite");
        Answer();

        var copied = Directory.GetFiles(_folder.Shadow, "*e_sqlite3.*", SearchOption.AllDirectories).Where(file => file.Contains("native"));

        Assert.That(copied.Count(), Is.EqualTo(1));
    }

    // What the scan of a folder plugin copies anyway, here by hand to another place.
    private void CopyNative(string folder)
    {
        var native = Directory.GetFiles(Path.Combine(PluginsFolder.Built("Sqlite"), "runtimes", RuntimeInformation.RuntimeIdentifier, "native")).Single();
        File.Copy(native, _folder.File(folder, Path.GetFileName(native)));
    }

    private string Answer()
    {
        // SQLite looks for its provider by reflection, and NUnit has turned all reflection of its threads to itself.
        using var own = AssemblyLoadContext.EnterContextualReflection((Assembly?)null);
        var description = _folder.Scan().Plugins.Single(plugin => plugin.Name == "sqlite");
        return ((IGuardrail)_loader.Load(description, new() { Name = "sqlite" }).Instance).Kinds.Single().Placeholder;
    }
}
