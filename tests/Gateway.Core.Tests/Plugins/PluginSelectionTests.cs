using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Plugins;

internal sealed class PluginSelectionTests
{
    private PluginsFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new PluginsFolder().Add("Duo").Add("Plain");

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Nothing_asked_is_nothing_enabled()
    {
        var selection = PluginSelection.Parse();

        Assert.That(selection.IsEmpty, Is.True);
        Assert.That(selection.Resolve(_folder.Scan()), Is.Empty);
    }

    [TestCase("duo", "guardrail duo, tracer duo")]
    [TestCase("DUO", "guardrail duo, tracer duo")]
    [TestCase("duoguardrail", "guardrail duo")]
    [TestCase("plain , duo", "guardrail duo, tracer Plain, tracer duo")]
    public void A_plugin_name_enables_a_guardrail_and_a_tracer_by_name_or_class(string names, string expected) =>
        Assert.That(Resolve(PluginSelection.Parse(plugins: [names])), Is.EqualTo(expected));

    [TestCase("all")]
    [TestCase("ALL,duo")]
    [TestCase("")]
    [TestCase(",")]
    [TestCase(null)]
    public void No_name_and_all_mean_every_plugin_of_the_kind(string? value)
    {
        string[] values = value is null ? [] : [value];

        Assert.That(Resolve(PluginSelection.Parse(guardrails: values)), Is.EqualTo("guardrail plain-guard, guardrail duo"));
        Assert.That(Resolve(PluginSelection.Parse(tracers: values)), Is.EqualTo("tracer Plain, tracer duo"));
    }

    [Test]
    public void All_leaves_out_what_is_enabled_by_name_only()
    {
        _folder.Add("ByName");

        Assert.That(Resolve(PluginSelection.Parse(guardrails: ["all"])), Is.EqualTo("guardrail plain-guard, guardrail duo"));
        Assert.That(Resolve(PluginSelection.Parse(guardrails: ["all,away"])), Is.EqualTo("guardrail away, guardrail plain-guard, guardrail duo"));
    }

    [Test]
    public void What_is_asked_twice_is_enabled_once() =>
        Assert.That(Resolve(PluginSelection.Parse(["duo"], ["duo,all"], ["duo"])), Is.EqualTo("guardrail plain-guard, guardrail duo, tracer duo"));

    [Test]
    public void An_unknown_name_lists_the_known_ones_nearest_first() =>
        Assert.That(
            Refusal(PluginSelection.Parse(plugins: ["plian"])),
            Is.EqualTo("no plugin has the name 'plian' of --plugin; there are: Plain, duo, plain-guard"));

    [Test]
    public void A_name_of_the_other_kind_says_how_to_enable_it() =>
        Assert.That(
            Refusal(PluginSelection.Parse(guardrails: ["plain"])),
            Is.EqualTo("'plain' of --enable-guardrails is a tracer; enable it with --enable-tracing"));

    [Test]
    public void A_broken_plugin_that_is_asked_for_gives_its_reason()
    {
        EmittedPlugin.WriteGuardrail(_folder.File("Idle.dll"), "sleeper", Directions.None);
        var reason = $"can't be used: {_folder.File("Idle.dll")} is left out: its guardrail 'sleeper' looks at no direction";

        Assert.That(Refusal(PluginSelection.Parse(guardrails: ["Sleeper"])), Does.StartWith($"'Sleeper' of --enable-guardrails {reason}"));
        Assert.That(Refusal(PluginSelection.Parse(guardrails: ["idle"])), Does.StartWith($"'idle' of --enable-guardrails {reason}"));
    }

    [Test]
    public void A_working_tracer_does_not_hide_that_the_guardrail_of_its_name_is_broken()
    {
        EmittedPlugin.WriteGuardrail(_folder.File("Idle.dll"), "watch", Directions.None);
        EmittedPlugin.WriteTracer(_folder.File("Watch.dll"), "watch");

        Assert.That(Refusal(PluginSelection.Parse(plugins: ["watch"])), Does.Contain("looks at no direction"));
    }

    [Test]
    public void A_dropped_plugin_of_a_bundled_name_does_not_take_the_bundled_one_down()
    {
        using var bundled = new PluginsFolder();
        EmittedPlugin.WriteGuardrail(bundled.File("Basic", "Basic.dll"), "basic");
        EmittedPlugin.WriteGuardrail(_folder.File("Basic.dll"), "basic");

        var resolved = PluginSelection.Parse(plugins: ["basic"]).Resolve(PluginCatalogue.Scan([bundled.Bundled, _folder.Dropped]));

        Assert.That(resolved.Single().AssemblyPath, Is.EqualTo(bundled.File("Basic", "Basic.dll")));
    }

    [TestCase("duo")]
    [TestCase("all")]
    public void A_name_that_is_found_twice_is_refused_with_both_places(string name)
    {
        _folder.Add("Duo", "Copy");

        Assert.That(
            Refusal(PluginSelection.Parse(guardrails: [name])),
            Does.StartWith($"'duo' of --enable-guardrails was found more than once, in {_folder.File("Copy", "Copy.dll")} (Gateway.Plugins.Duo.DuoGuardrail) and in {_folder.File("Duo", "Duo.dll")}"));
    }

    [Test]
    public void A_guardrail_and_a_tracer_of_one_name_from_two_files_are_refused_together_and_taken_apart()
    {
        EmittedPlugin.WriteGuardrail(_folder.File("A.dll"), "watch");
        EmittedPlugin.WriteTracer(_folder.File("B.dll"), "watch");

        Assert.That(Refusal(PluginSelection.Parse(plugins: ["watch"])), Does.StartWith("'watch' of --plugin was found more than once"));
        Assert.That(Resolve(PluginSelection.Parse(guardrails: ["watch"], tracers: ["watch"])), Is.EqualTo("guardrail watch, tracer watch"));
    }

    [Test]
    public void All_that_yields_nothing_is_refused_with_the_folders()
    {
        using var empty = new PluginsFolder();

        Assert.That(
            () => PluginSelection.Parse(guardrails: []).Resolve(empty.Scan()),
            Throws.TypeOf<PluginException>().With.Message.EqualTo($"--enable-guardrails found no guardrail in the plugins folders {empty.Path}; put one there or name its folder with --plugins-dir"));
    }

    [Test]
    public void All_leaves_broken_plugins_out()
    {
        _folder.Write("Text.dll", "");

        Assert.That(Resolve(PluginSelection.Parse(tracers: ["all"])), Is.EqualTo("tracer Plain, tracer duo"));
    }

    private string Resolve(PluginSelection selection) => string.Join(", ", selection.Resolve(_folder.Scan()).Select(plugin => $"{plugin.KindName} {plugin.Name}"));

    private string Refusal(PluginSelection selection) => Assert.Throws<PluginException>(() => Resolve(selection))!.Message;
}
