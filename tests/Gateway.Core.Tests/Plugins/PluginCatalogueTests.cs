using System.Runtime.Versioning;
using Gateway.Core.Plugins;
using Gateway.Core.Tests.Plugins.Zoo;

namespace Gateway.Core.Tests.Plugins;

internal sealed class PluginCatalogueTests
{
    private PluginsFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_guardrail_and_a_tracer_are_described_from_their_attributes()
    {
        var plugins = _folder.Add("Duo").Scan().Plugins;

        var guardrail = plugins.Single(plugin => plugin.Kind is PluginKind.Guardrail);
        var tracer = plugins.Single(plugin => plugin.Kind is PluginKind.Tracer);
        Assert.Multiple(() =>
        {
            Assert.That(guardrail.Name, Is.EqualTo("duo"));
            Assert.That(guardrail.TypeName, Is.EqualTo("Gateway.Plugins.Duo.DuoGuardrail"));
            Assert.That(guardrail.ClassName, Is.EqualTo("DuoGuardrail"));
            Assert.That(guardrail.Folder, Is.EqualTo(_folder.File("Duo")));
            Assert.That(guardrail.AssemblyPath, Is.EqualTo(_folder.File("Duo", "Duo.dll")));
            Assert.That(guardrail.Directions, Is.EqualTo(Directions.ToClient));
            Assert.That(guardrail.Order, Is.EqualTo(7));
            Assert.That(guardrail.Description, Is.EqualTo("Counts."));
            Assert.That(guardrail.Version, Is.EqualTo("0.1.0"));
            Assert.That(guardrail.ContractVersion, Is.EqualTo("1.0"));
            Assert.That(guardrail.IsBundled, Is.False);
            Assert.That(guardrail.PartTypeNames, Is.EqualTo(new[] { "Gateway.Plugins.Duo.Greeting" }));
            Assert.That(tracer.Payloads, Is.True);
            Assert.That(tracer.Directions, Is.EqualTo(Directions.None));
        });
    }

    [Test]
    public void Plain_exports_of_nested_classes_are_described_from_their_export_metadata()
    {
        var plugins = _folder.AddBare("Plain/Plain.dll").Scan().Plugins;

        var guardrail = plugins.Single(plugin => plugin.Kind is PluginKind.Guardrail);
        var tracer = plugins.Single(plugin => plugin.Kind is PluginKind.Tracer);
        Assert.Multiple(() =>
        {
            Assert.That(tracer.Name, Is.EqualTo("Plain"));
            Assert.That(tracer.TypeName, Is.EqualTo("Gateway.Plugins.Plain.Outer+PlainTracer"));
            Assert.That(tracer.ClassName, Is.EqualTo("PlainTracer"));
            Assert.That(tracer.Folder, Is.EqualTo(_folder.File("Plain.dll")));
            Assert.That(tracer.Description, Is.EqualTo("Exports without our attribute."));
            Assert.That(guardrail.Order, Is.EqualTo(3));
            Assert.That(guardrail.Directions, Is.EqualTo(Directions.ToServer));
        });
    }

    [Test]
    public void A_scan_runs_no_code_of_a_plugin()
    {
        _folder.Add("Initializes").Scan();

        Assert.That(Directory.GetFiles(_folder.Path, "*.ran", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void A_bare_library_that_does_not_know_the_contract_is_skipped_silently()
    {
        var catalogue = _folder.AddBare("UsesConflict1/UsesConflict1.dll", "UsesConflict1/Conflict.dll").Scan();

        Assert.That(catalogue.Plugins.Select(plugin => plugin.Name), Is.EqualTo(new[] { "uses-conflict-1" }));
        Assert.That(catalogue.Problems, Is.Empty);
    }

    [Test]
    public void A_missing_folder_is_no_plugins_unless_it_was_asked_for()
    {
        var missing = new PluginFolder { Path = _folder.File("missing") };

        Assert.That(PluginCatalogue.Scan([missing]).Plugins, Is.Empty);
        Assert.That(
            () => PluginCatalogue.Scan([missing with { IsRequired = true }]),
            Throws.TypeOf<PluginException>().With.Message.EqualTo($"the plugins folder {missing.Path} does not exist; create it or correct --plugins-dir"));
    }

    [Test]
    public void A_folder_that_is_named_twice_is_searched_once()
    {
        _folder.Add("Duo");
        var link = _folder.Path + "-link";
        Directory.CreateSymbolicLink(link, _folder.Path);

        var catalogue = PluginCatalogue.Scan([_folder.Dropped, new() { Path = _folder.Path + Path.DirectorySeparatorChar }, new() { Path = link, IsRequired = true }]);

        Assert.That(catalogue.Plugins, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_truncated_dll_is_a_problem_and_the_others_are_listed()
    {
        _folder.Add("Duo").Add("Plain");
        using (var file = File.OpenWrite(_folder.File("Duo", "Duo.dll"))) file.SetLength(1500);

        var catalogue = _folder.Scan();

        Assert.That(Problem(catalogue), Is.EqualTo("it is not a .NET assembly, or only a part of one; build or copy it again"));
        Assert.That(catalogue.Plugins, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_dll_cut_at_any_length_is_a_problem_and_nothing_worse()
    {
        var whole = File.ReadAllBytes(Path.Combine(PluginsFolder.Built("Duo"), "Duo.dll"));
        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(_folder.File("Duo.dll"), whole[..length]);
            Assert.That(() => _folder.Scan(), Throws.Nothing, $"cut at {length}");
        }
    }

    [Test]
    public void Damaged_metadata_is_a_problem_and_nothing_worse()
    {
        var whole = File.ReadAllBytes(Path.Combine(PluginsFolder.Built("Duo"), "Duo.dll"));
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var bytes = whole.ToArray();
            for (var hit = 0; hit < 20; hit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder.File("Duo.dll"), bytes);
            Assert.That(() => _folder.Scan(), Throws.Nothing, $"round {round}");
        }
    }

    [Test]
    public void A_text_file_named_dll_is_a_problem()
    {
        _folder.Write("Text.dll", "not a library");

        Assert.That(Problem(_folder.Scan()), Does.StartWith("it is not a .NET assembly"));
    }

    [Test]
    public void A_folder_without_its_dll_is_a_problem()
    {
        _folder.Write("Empty/readme.txt", "");

        Assert.That(Problem(_folder.Scan()), Is.EqualTo("it has no Empty.dll; a plugin's folder and its DLL have the same name"));
    }

    [Test]
    public void A_folder_whose_dll_is_no_plugin_is_a_problem()
    {
        Directory.CreateDirectory(_folder.File(".hidden"));
        Directory.CreateDirectory(_folder.File("Library"));
        File.Copy(Path.Combine(PluginsFolder.Built("Conflict1"), "Conflict.dll"), _folder.File("Library", "Library.dll"));

        Assert.That(Problem(_folder.Scan()), Does.StartWith("Library.dll does not reference the contract"));
    }

    [Test]
    public void A_dll_that_knows_the_contract_and_exports_nothing_is_a_problem()
    {
        EmittedPlugin.WriteUnexported(_folder.File("Forgot.dll"));

        Assert.That(Problem(_folder.Scan()), Does.StartWith("it exports no guardrail and no tracer; put [Guardrail("));
    }

    [TestCase(2, 0, "update the gateway, or build the plugin against its contract")]
    [TestCase(1, 1, "update the gateway, or build the plugin against its contract")]
    [TestCase(0, 9, "build it again against this gateway's contract")]
    public void Another_contract_is_a_problem(int major, int minor, string fix)
    {
        EmittedPlugin.WriteGuardrail(_folder.File("Other.dll"), "other");
        new ZooFolder(_folder.Path).SetContract("Other.dll", (ushort)major, (ushort)minor);

        Assert.That(Problem(_folder.Scan()), Is.EqualTo($"it was built for version {major}.{minor} of the contract and this gateway has 1.0; {fix}"));
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("../up")]
    [TestCase("line\n")]
    [TestCase("-p")]
    [TestCase("a,b")]
    [TestCase("ünïcode")]
    [TestCase("All")]
    public void An_odd_name_is_a_problem_that_does_not_repeat_it(string name)
    {
        EmittedPlugin.WriteGuardrail(_folder.File("Odd.dll"), name);

        Assert.That(Problem(_folder.Scan()), Does.StartWith("the guardrail Emitted.Emitted needs another name: 1 to 64 letters"));
    }

    [TestCase(Directions.None)]
    [TestCase((Directions)4)]
    public void A_guardrail_that_looks_nowhere_is_a_problem(Directions directions)
    {
        EmittedPlugin.WriteGuardrail(_folder.File("Idle.dll"), "idle", directions);

        Assert.That(Problem(_folder.Scan()), Does.StartWith("its guardrail 'idle' looks at no direction"));
    }

    [Test]
    public void Two_dropped_plugins_of_one_name_are_both_listed()
    {
        var catalogue = _folder.Add("Duo").Add("Duo", "Copy").Scan();

        Assert.That(catalogue.Plugins.Count(plugin => plugin is { Name: "duo", Kind: PluginKind.Guardrail }), Is.EqualTo(2));
        Assert.That(catalogue.Problems, Is.Empty);
    }

    [Test]
    public void The_name_of_a_bundled_plugin_is_reserved_for_both_kinds_and_in_any_case()
    {
        using var bundled = new PluginsFolder();
        EmittedPlugin.WriteGuardrail(bundled.File("Basic", "Basic.dll"), "basic", className: "BasicGuardrail");
        EmittedPlugin.WriteGuardrail(_folder.File("A.dll"), "BASIC");
        EmittedPlugin.WriteTracer(_folder.File("B.dll"), "Basic");
        EmittedPlugin.WriteTracer(_folder.File("C.dll"), "BasicGuardrail");

        var catalogue = PluginCatalogue.Scan([_folder.Dropped, bundled.Bundled]);

        Assert.That(catalogue.Plugins.Select(plugin => plugin.IsBundled), Is.EqualTo(new[] { true }));
        Assert.That(catalogue.Problems, Has.Count.EqualTo(3));
        Assert.That(catalogue.Problems[0].Reason, Is.EqualTo("its guardrail has the name 'BASIC', which belongs to a plugin of the gateway; give it another name"));
    }

    [Test]
    public void The_name_of_a_bundled_plugin_stays_reserved_when_its_file_is_broken()
    {
        using var bundled = new PluginsFolder();
        bundled.Write("Basic/Basic.dll", "broken");
        EmittedPlugin.WriteGuardrail(_folder.File("A.dll"), "basic");

        var catalogue = PluginCatalogue.Scan([bundled.Bundled, _folder.Dropped]);

        Assert.That(catalogue.Plugins, Is.Empty);
    }

    [TestCase("", UnixFileMode.OtherWrite)]
    [TestCase("Duo", UnixFileMode.OtherWrite)]
    [TestCase("Duo/Duo.dll", UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void What_the_world_may_write_to_is_a_problem(string path, UnixFileMode open)
    {
        var target = _folder.Add("Duo").File(path);
        File.SetUnixFileMode(target, File.GetUnixFileMode(target) | open);

        var catalogue = _folder.Scan();

        Assert.That(catalogue.Plugins, Is.Empty);
        Assert.That(Problem(catalogue), Does.StartWith("other users of this machine may write to it").And.EndWith("chmod go-w"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void The_users_own_group_may_write()
    {
        _folder.Add("Duo");
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.GroupWrite);

        Assert.That(_folder.Scan().Problems, Is.Empty);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform("Linux")]
    public void Another_group_may_not_write()
    {
        _folder.Add("Duo");
        if (!TryRun("chgrp", "12345", _folder.Path)) Assert.Ignore("only root gives a file to a group that it is not in");
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.GroupWrite);

        Assert.That(Problem(_folder.Scan()), Is.EqualTo(WriteAccess.Reason));
    }

    private static bool TryRun(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Problem(PluginCatalogue catalogue)
    {
        Assert.That(catalogue.Problems, Has.Count.EqualTo(1));
        return catalogue.Problems[0].Reason;
    }
}
