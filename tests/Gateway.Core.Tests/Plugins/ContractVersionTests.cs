using Gateway.Core.Plugins;
using Gateway.Core.Tests.Plugins.Zoo;

namespace Gateway.Core.Tests.Plugins;

/// <summary>Real plugins on gateways of other versions.</summary>
internal sealed class ContractVersionTests
{
    private PluginsFolder _folder = null!;

    [SetUp]
    public void AddPlugin() => _folder = new PluginsFolder().Add("Fish");

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(1, 0, 1, 0)]
    [TestCase(1, 0, 1, 1)]
    [TestCase(1, 1, 1, 1)]
    [TestCase(1, 1, 1, 7)]
    public async Task A_plugin_of_an_older_minor_version_runs_on_a_newer_gateway(int builtMajor, int builtMinor, int major, int minor)
    {
        var rules = Gateway(major, minor);
        await using var loader = new PluginLoader(_folder.Shadow, rules);
        new ZooFolder(_folder.Path).SetContract("Fish/Fish.dll", (ushort)builtMajor, (ushort)builtMinor);

        var plugin = loader.Load(_folder.Scan(rules).Plugins.Single(), new() { Name = "fish" });

        Assert.That(((IGuardrail)plugin.Instance).Kinds.Single().Name, Is.EqualTo("fish"));
    }

    [TestCase(1, 2, 1, 1, "update the gateway, or build the plugin against its contract")]
    [TestCase(2, 0, 1, 1, "update the gateway, or build the plugin against its contract")]
    [TestCase(1, 9, 2, 0, "build it again against this gateway's contract")]
    public void A_plugin_of_a_newer_minor_or_of_another_major_version_is_refused(int builtMajor, int builtMinor, int major, int minor, string fix)
    {
        new ZooFolder(_folder.Path).SetContract("Fish/Fish.dll", (ushort)builtMajor, (ushort)builtMinor);

        Assert.That(
            _folder.Scan(Gateway(major, minor)).Problems.Single().Reason,
            Is.EqualTo($"it was built for version {builtMajor}.{builtMinor} of the contract and this gateway has {major}.{minor}; {fix}"));
    }

    [Test]
    public async Task The_copy_is_held_against_the_version_too()
    {
        await using var loader = new PluginLoader(_folder.Shadow, Gateway(1, 1));
        var description = _folder.Scan(Gateway(1, 1)).Plugins.Single();
        new ZooFolder(_folder.Path).SetContract("Fish/Fish.dll", 1, 2);

        Assert.That(() => loader.Load(description, new() { Name = "fish" }), Throws.TypeOf<PluginException>().With.Message.Contains("it was built for version 1.2 of the contract and this gateway has 1.1"));
    }

    private static PluginRules Gateway(int major, int minor) => new() { Contract = new(major, minor) };
}
