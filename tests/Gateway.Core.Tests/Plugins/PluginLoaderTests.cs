using System.Runtime.Loader;
using System.Runtime.Versioning;
using System.Text.Json;
using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

internal sealed class PluginLoaderTests
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
    public void A_guardrail_gets_its_context_and_the_parts_of_its_own_file()
    {
        _folder.Add("Duo");

        var options = JsonDocument.Parse("""{"whom": "moon"}""").RootElement;
        var plugin = Load("duo", PluginKind.Guardrail, options);

        Assert.That(plugin.Instance, Is.InstanceOf<TextGuardrail>());
        Assert.That(plugin.Instance.ToString(), Is.EqualTo("hello moon 1"));
        Assert.That(plugin.Description.Name, Is.EqualTo("duo"));
    }

    [Test]
    public void The_guardrail_and_the_tracer_of_one_file_share_its_statics()
    {
        _folder.Add("Duo");

        var guardrail = Load("duo", PluginKind.Guardrail);
        var tracer = Load("duo", PluginKind.Tracer);

        Assert.That(guardrail.Instance.ToString(), Is.EqualTo("hello world 1"));
        Assert.That(tracer.Instance.ToString(), Is.EqualTo("2"));
        Assert.That(tracer.Instance.GetType().Assembly, Is.SameAs(guardrail.Instance.GetType().Assembly));
    }

    [Test]
    public void Plain_exports_of_nested_classes_load_from_a_bare_file()
    {
        _folder.AddBare("Plain/Plain.dll");

        Assert.That(Load("Plain").Instance.ToString(), Is.EqualTo("Plain"));
        Assert.That(Load("plain-guard").Instance, Is.InstanceOf<IGuardrail>());
    }

    [Test]
    public void Two_plugins_keep_their_own_versions_of_a_library()
    {
        _folder.Add("UsesConflict1").Add("UsesConflict2");

        Assert.That(Load("uses-conflict-1").Instance.ToString(), Is.EqualTo("one"));
        Assert.That(Load("uses-conflict-2").Instance.ToString(), Is.EqualTo("only in two"));
    }

    [Test]
    public void A_bare_plugin_takes_what_it_references_and_nothing_else()
    {
        _folder.AddBare("UsesConflict1/UsesConflict1.dll", "UsesConflict1/Conflict.dll", "Duo/Duo.dll");

        var plugin = Load("uses-conflict-1");

        Assert.That(plugin.Instance.ToString(), Is.EqualTo("one"));
        Assert.That(CopiedFiles(plugin), Is.EquivalentTo(new[] { "Conflict.dll", "UsesConflict1.dll" }));
    }

    [Test]
    public void The_contract_is_shared_even_if_a_plugin_brings_its_own_copies()
    {
        var folder = _folder.Add("Duo").File("Duo");
        foreach (var shared in new[] { typeof(IGuardrail), typeof(JsonElement), typeof(System.Composition.ExportAttribute) })
            File.Copy(shared.Assembly.Location, Path.Combine(folder, Path.GetFileName(shared.Assembly.Location)));
        File.Delete(Path.Combine(folder, "Duo.deps.json")); // then whatever lies in the folder belongs to the plugin

        Assert.That(Load("duo", PluginKind.Guardrail).Instance, Is.InstanceOf<IGuardrail>());
    }

    [Test]
    public void Only_a_plugin_that_is_loaded_runs_code()
    {
        _folder.Add("Initializes").Add("Duo");
        Load("duo", PluginKind.Tracer);
        Assert.That(Directory.GetFiles(_folder.Shadow, "*.ran", SearchOption.AllDirectories), Is.Empty);

        Load("initializes");
        Assert.That(Directory.GetFiles(_folder.Shadow, "*.ran", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        Assert.That(Directory.GetFiles(_folder.Path, "*.ran", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Plugins_have_load_contexts_that_are_not_collectible()
    {
        _folder.Add("Duo");

        var context = AssemblyLoadContext.GetLoadContext(Load("duo", PluginKind.Tracer).Instance.GetType().Assembly)!;

        Assert.That(context, Is.Not.SameAs(AssemblyLoadContext.Default));
        Assert.That(context.IsCollectible, Is.False);
    }

    [Test]
    public void An_exception_of_the_constructor_is_told_by_type_and_never_by_message()
    {
        _folder.Add("Throws");

        Assert.That(
            Refusal("throws"),
            Is.EqualTo($"the tracer 'throws' of {_folder.File("Throws", "Throws.dll")} can't be used: the constructor of Gateway.Plugins.Throws.ThrowsTracer threw System.FormatException, whose message is not shown because it may quote a secret; check the plugin's options"));
    }

    [Test]
    public void Options_that_a_plugin_refuses_are_told_in_its_words()
    {
        _folder.Add("Throws");

        Assert.That(Refusal("refuses"), Does.EndWith("can't be used: the option 'port' must be between 1 and 65535"));
    }

    [Test]
    public void An_unknown_option_is_told_with_the_known_ones()
    {
        var options = JsonDocument.Parse("""{"who": "x"}""").RootElement;
        _folder.Add("Duo");

        Assert.That(() => Load("duo", PluginKind.Guardrail, options), Throws.TypeOf<PluginException>().With.Message.Contain("the option 'who' is unknown (did you mean 'whom'?); known are: whom"));
    }

    [Test]
    public void An_import_that_nobody_exports_is_told_in_MEFs_words()
    {
        _folder.Add("Throws");

        Assert.That(Refusal("greedy"), Does.Contain("MEF can't create it (No export was found for the contract 'HttpClient'"));
    }

    [Test]
    public void A_missing_dependency_is_named()
    {
        _folder.Add("UsesConflict1");
        File.Delete(_folder.File("UsesConflict1", "Conflict.dll"));

        Assert.That(Refusal("uses-conflict-1"), Does.EndWith("its dependency Conflict 1.0.0.0 is missing, or there in another version; copy all of the plugin's output"));
    }

    [Test]
    public void A_dependency_of_an_older_version_is_told()
    {
        _folder.Add("UsesConflict2");
        File.Copy(Path.Combine(PluginsFolder.Built("UsesConflict1"), "Conflict.dll"), _folder.File("UsesConflict2", "Conflict.dll"), overwrite: true);

        Assert.That(Refusal("uses-conflict-2"), Does.EndWith("it was built against another version of a library (MissingMethodException); build it again and copy all of its output"));
    }

    [Test]
    public void A_deps_json_that_is_broken_is_told()
    {
        _folder.Add("Plain").Write("Plain/Plain.deps.json", "{");

        Assert.That(Refusal("plain"), Does.EndWith("its deps.json can't be read; build it or copy it again"));
    }

    [Test]
    public void A_class_that_is_not_what_it_exports_is_told()
    {
        EmittedPlugin.WriteGuardrail(_folder.File("Fake.dll"), "fake");

        Assert.That(Refusal("fake"), Does.EndWith("its class Emitted.Emitted does not implement IGuardrail; a guardrail must"));
    }

    [Test]
    public void A_plugin_that_changed_since_the_scan_is_refused()
    {
        var description = _folder.Add("Plain").Scan().Plugins[0];
        File.Delete(_folder.File("Plain", "Plain.dll"));
        EmittedPlugin.WriteGuardrail(_folder.File("Plain", "Plain.dll"), "evil");

        Assert.That(() => _loader.Load(description, Context("x")), Throws.TypeOf<PluginException>().With.Message.EndsWith("it changed while the gateway started; start the gateway again"));
    }

    [Test]
    public async Task Disposing_reaches_asynchronous_and_synchronous_plugins()
    {
        _folder.Add("Duo");
        var guardrail = Load("duo", PluginKind.Guardrail);
        var tracer = Load("duo", PluginKind.Tracer);

        await guardrail.DisposeAsync();
        await tracer.DisposeAsync();
        await tracer.DisposeAsync();

        Assert.That(IsDisposed(guardrail), Is.True);
        Assert.That(IsDisposed(tracer), Is.True);
    }

    [Test]
    public void An_exception_on_disposal_is_told_by_type_only()
    {
        _folder.Add("Throws");
        var plugin = Load("throws-late");

        Assert.That(plugin.DisposeAsync, Throws.TypeOf<PluginException>().With.Message.EqualTo("the tracer 'throws-late' threw FormatException when it was disposed"));
    }

    [Test]
    public void Files_for_other_machines_are_not_copied()
    {
        var own = RuntimeIdentifiers.Compatible[0];
        _folder.Add("Plain").Write($"Plain/runtimes/{own}/native/own.txt", "").Write("Plain/runtimes/any/any.txt", "").Write("Plain/runtimes/os2-ppc/native/foreign.txt", "");

        Assert.That(CopiedFiles(Load("plain")).Where(file => file.EndsWith(".txt", StringComparison.Ordinal)), Is.EquivalentTo(new[] { $"runtimes/{own}/native/own.txt", "runtimes/any/any.txt" }));
    }

    [Test]
    public void The_hash_covers_the_content_and_the_names_of_all_files()
    {
        string Hash(string path, string text)
        {
            using var folder = new PluginsFolder();
            folder.Add("Plain").Write(path, text);
            return _loader.Load(folder.Scan().Plugins[0], Context("x")).Copy.Hash;
        }

        var hash = Hash("Plain/data.txt", "1");
        Assert.That(hash, Does.Match("^[0-9a-f]{64}$"));
        Assert.That(Hash("Plain/data.txt", "1"), Is.EqualTo(hash));
        Assert.That(Hash("Plain/data.txt", "2"), Is.Not.EqualTo(hash));
        Assert.That(Hash("Plain/date.txt", "1"), Is.Not.EqualTo(hash));
    }

    [Test]
    public void A_link_inside_the_plugin_is_copied_as_a_file()
    {
        File.CreateSymbolicLink(_folder.Add("Plain").Write("Plain/data.txt", "inside").File("Plain", "link.txt"), "data.txt");

        var copy = CopyOf(Load("plain"));

        Assert.That(File.ReadAllText(Path.Combine(copy, "link.txt")), Is.EqualTo("inside"));
        Assert.That(new FileInfo(Path.Combine(copy, "link.txt")).LinkTarget, Is.Null);
    }

    [Test]
    public void A_link_that_leaves_the_plugin_is_refused()
    {
        File.CreateSymbolicLink(_folder.Add("Plain").Write("secret.txt", "outside").File("Plain", "link.txt"), "../secret.txt");

        Assert.That(Refusal("plain"), Does.EndWith("is a link that leaves the plugin; put the file itself there"));
    }

    [Test]
    public void A_folder_that_is_a_link_is_refused()
    {
        Directory.CreateSymbolicLink(_folder.Add("Plain").File("Plain", "link"), "/");

        Assert.That(Refusal("plain"), Does.EndWith("link is a link; put the files themselves there"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void A_library_that_the_world_may_write_to_is_refused()
    {
        var library = _folder.Add("UsesConflict1").File("UsesConflict1", "Conflict.dll");
        File.SetUnixFileMode(library, File.GetUnixFileMode(library) | UnixFileMode.OtherWrite);

        Assert.That(Refusal("uses-conflict-1"), Does.Contain($"its file {library} is not safe: other users of this machine may write to it"));
    }

    private static PluginContext Context(string name, JsonElement options = default) => new() { Name = name, Options = options };

    private static bool IsDisposed(LoadedPlugin plugin) => (bool)plugin.Instance.GetType().GetProperty("IsDisposed")!.GetValue(plugin.Instance)!;

    private static string CopyOf(LoadedPlugin plugin) => Path.GetDirectoryName(plugin.Instance.GetType().Assembly.Location)!;

    private static IEnumerable<string> CopiedFiles(LoadedPlugin plugin)
    {
        var copy = CopyOf(plugin);
        return Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(copy, file).Replace('\\', '/'));
    }

    private LoadedPlugin Load(string name, PluginKind? kind = null, JsonElement options = default)
    {
        var description = _folder.Scan().Plugins.Single(plugin => plugin.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && (kind ?? plugin.Kind) == plugin.Kind);
        return _loader.Load(description, Context(description.Name, options));
    }

    private string Refusal(string name) => Assert.Throws<PluginException>(() => Load(name))!.Message;
}
