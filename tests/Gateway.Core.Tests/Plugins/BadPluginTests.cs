using System.Text.Json;
using Gateway.Core.Plugins;
using Gateway.Core.Tests.Plugins.Zoo;

namespace Gateway.Core.Tests.Plugins;

internal sealed class BadPluginTests
{
    private PluginsFolder _folder = null!;
    private PluginsFolder _bundled = null!;
    private PluginLoader _loader = null!;

    [SetUp]
    public void CreateFolders()
    {
        (_folder, _bundled) = (new(), new());
        _loader = new(_folder.Shadow);
        EmittedPlugin.WriteGuardrail(_bundled.File("Basic", "Basic.dll"), "basic");
    }

    [TearDown]
    public async Task RemoveFolders()
    {
        await _loader.DisposeAsync();
        _folder.Dispose();
        _bundled.Dispose();
    }

    [Test]
    public void Each_bad_plugin_of_a_folder_gives_its_own_sentence_and_the_good_ones_load()
    {
        var zoo = new ZooFolder(_folder.Path).Add("Fish").Add("UsesConflict1").Copy(Path.Combine(ZooFolder.Built("Strays"), "Strays.dll"), "Strays.dll");
        foreach (var bad in BadPlugins.Scanned) bad.Make(zoo);

        var catalogue = Scan();

        var expected = BadPlugins.Scanned.Select(bad => $"{PlaceOf(bad)} is left out: {bad.Sentence}");
        Assert.That(catalogue.Problems.Select(problem => problem.ToString()), Is.EquivalentTo(expected));
        var good = catalogue.Plugins.Where(plugin => !plugin.IsBundled).ToList();
        Assert.That(good.Select(plugin => plugin.Name), Is.EquivalentTo(new[] { "fish", "uses-conflict-1", "strays", "invents" }));
        foreach (var plugin in good) Assert.That(_loader.Load(plugin, Context(plugin)).Instance, Is.InstanceOf<IGuardrail>());
    }

    [TestCaseSource(typeof(BadPlugins), nameof(BadPlugins.Scanned))]
    public void A_bad_plugin_alone_gives_its_sentence_also_to_whoever_enables_it(BadPlugin bad)
    {
        bad.Make(new(_folder.Path));

        var catalogue = Scan();

        Assert.That(catalogue.Problems.Select(problem => problem.Reason), Is.EqualTo(new[] { bad.Sentence }));
        var name = Path.GetFileNameWithoutExtension(bad.Place);
        Assert.That(
            () => PluginSelection.Parse(plugins: [name]).Resolve(catalogue),
            Throws.TypeOf<PluginException>().With.Message.EqualTo($"'{name}' of --plugin can't be used: {PlaceOf(bad)} is left out: {bad.Sentence}"));
    }

    [TestCaseSource(typeof(BadPlugins), nameof(BadPlugins.Loaded))]
    public void A_plugin_that_cant_be_created_gives_its_sentence_and_a_good_one_loads_after_it(BadPlugin bad)
    {
        var zoo = new ZooFolder(_folder.Path).Add("ByName");
        bad.Make(zoo);
        var catalogue = Scan();
        var plugin = catalogue.Plugins.Single(plugin => plugin.Name == bad.Enabled);

        Assert.That(
            () => _loader.Load(plugin, Context(plugin, bad.Options)),
            Throws.TypeOf<PluginException>().With.Message.EqualTo($"the {plugin.KindName} '{bad.Enabled}' of {_folder.File(bad.Place)} can't be used: {bad.Sentence}"));
        var good = catalogue.Plugins.Single(plugin => plugin.Name == "away");
        Assert.That(_loader.Load(good, Context(good)).Instance, Is.InstanceOf<IGuardrail>());
    }

    private PluginCatalogue Scan() => PluginCatalogue.Scan([_bundled.Bundled, _folder.Dropped]);

    private string PlaceOf(BadPlugin bad) => _folder.File(bad.Place.Contains('/') ? bad.Place.Split('/')[0] : bad.Place);

    private static PluginContext Context(PluginDescription plugin, string options = "{}") =>
        new() { Name = plugin.Name, Options = JsonDocument.Parse(options).RootElement };
}
