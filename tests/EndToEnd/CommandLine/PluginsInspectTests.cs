using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EndToEnd.Plugins;
using EndToEnd.Running;

namespace EndToEnd.CommandLine;

public class PluginsInspectTests
{
    // As the contract binds options.
    private static readonly JsonSerializerOptions Binding = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    [TestCase("basic", "Gateway.Plugins.Basic.BasicOptions")]
    [TestCase("presidio", "Gateway.Plugins.Presidio.PresidioOptions")]
    [TestCase("lasso", "Gateway.Plugins.Lasso.LassoOptions")]
    [TestCase("jsonl", "Gateway.Plugins.Jsonl.JsonlOptions")]
    [TestCase("xetrack", "Gateway.Plugins.Xetrack.XetrackOptions")]
    public void The_options_of_a_bundled_plugin_have_their_true_keys_and_defaults(string name, string optionsClass)
    {
        using var workspace = new Workspace();
        var plugin = workspace.RunBare("plugins", "inspect", name, "--json").Json.EnumerateArray().Single();
        var type = new AssemblyLoadContext(name).LoadFromAssemblyPath(plugin.GetProperty("path").GetString()!).GetType(optionsClass, throwOnError: true)!;
        var instance = JsonSerializer.SerializeToNode(Activator.CreateInstance(type), type, Binding)!.AsObject();
        var options = plugin.GetProperty("options").EnumerateArray().ToDictionary(option => option.GetProperty("key").GetString()!);
        Assert.That(options.Keys, Is.EquivalentTo(instance.Select(member => member.Key)));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (key, option) in options)
            {
                var value = JsonNode.Parse(option.GetProperty("default").GetRawText());
                Assert.That(JsonNode.DeepEquals(value, instance[key]) || IsSameDuration(value, instance[key]), Is.True, $"{name}.{key}: {value?.ToJsonString()} instead of {instance[key]?.ToJsonString()}");
                Assert.That(option.GetProperty("description").GetString(), Is.Not.Empty, $"{name}.{key}");
            }
        }
    }

    [Test]
    public void A_person_sees_what_it_is_what_it_takes_and_what_it_consists_of()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("plugins", "inspect", "LASSO");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
            Assert.That(result.Output, Does.StartWith("lasso, a guardrail of the gateway\n")
                .And.Match(@"\nhash +[0-9a-f]{64}\n")
                .And.Match(@"\nlooks at +messages both ways\n")
                .And.Match(@"\norder +900\n")
                .And.Contain("never by 'all'")
                .And.Match(@"\nOPTION +TYPE +DEFAULT +DESCRIPTION\n")
                .And.Match(@"\napi_version +one of v2\|v3 or null +null +\S")
                .And.Match(@"\ntimeout +duration hh:mm:ss +""00:00:01.8"" +\S")
                .And.Match(@"\nLasso\.dll +\d+\n"));
        }
    }

    [Test]
    public void The_hash_is_that_of_the_list()
    {
        using var workspace = new Workspace();
        var listed = workspace.RunBare("plugins", "list", "--json").Json.EnumerateArray().Single(plugin => plugin.GetProperty("name").GetString() == "basic");
        Assert.That(workspace.RunBare("plugins", "inspect", "basic", "--json").Json[0].GetProperty("hash").GetString(), Is.EqualTo(listed.GetProperty("hash").GetString()));
    }

    [Test]
    public void A_guardrail_and_a_tracer_of_one_name_are_both_shown_and_none_of_their_code_runs()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("plugins", "inspect", "duo", "--json", "--plugins-dir", workspace.DropElsewhere("Duo"));
        var plugins = result.Json.EnumerateArray().ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Error, Is.Empty);
            Assert.That(plugins.Select(plugin => plugin.GetProperty("kind").GetString()), Is.EqualTo(new[] { "guardrail", "tracer" }));
            Assert.That(plugins[0].GetProperty("directions").GetString(), Is.EqualTo("toClient"));
            Assert.That(plugins[0].GetProperty("options")[0].GetProperty("default").GetString(), Is.EqualTo("world"));
            Assert.That(plugins[1].GetProperty("payloads").GetBoolean(), Is.True);
            Assert.That(plugins[1].GetProperty("options").GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public void Two_plugins_of_one_name_are_both_shown_with_a_warning()
    {
        using var workspace = new Workspace();
        var plugins = workspace.DropElsewhere("Duo");
        Directory.CreateDirectory(Path.Combine(plugins, "Second"));
        File.Copy(Path.Combine(plugins, "Duo", "Duo.dll"), Path.Combine(plugins, "Second", "Second.dll"));
        var result = workspace.RunBare("plugins", "inspect", "duo", "--json", "--plugins-dir", plugins);
        Assert.That(result.Json.GetArrayLength(), Is.EqualTo(4));
        Assert.That(result.Error, Does.Contain("'duo' is there more than once"));
    }

    [Test]
    public void A_module_initializer_does_not_run()
    {
        using var workspace = new Workspace();
        var plugins = workspace.DropElsewhere("Initializes");
        Assert.That(workspace.RunBare("plugins", "inspect", "initializes", "--plugins-dir", plugins).ExitCode, Is.Zero);
        Assert.That(workspace.RunBare("plugins", "list", "--plugins-dir", plugins).ExitCode, Is.Zero);
        Assert.That(Directory.GetFiles(workspace.Folder, "*.ran", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void An_unknown_name_is_one_sentence_with_the_near_ones()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("plugins", "inspect", "presido");
        Assert.That((result.ExitCode, result.Output, result.Error), Is.EqualTo((2, "", "mcp-gateway: no plugin has the name 'presido' (did you mean 'presidio'?); there are: presidio, basic, lasso, jsonl, xetrack\n")));
    }

    [Test]
    public void A_plugin_that_is_left_out_is_told_by_its_problem()
    {
        using var workspace = new Workspace();
        var plugins = Directory.CreateDirectory(workspace.PathOf("plugins")).FullName;
        File.WriteAllText(Path.Combine(plugins, "broken.dll"), "no assembly");
        var result = workspace.RunBare("plugins", "inspect", "broken", "--plugins-dir", plugins);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Match(@"^mcp-gateway: 'broken' can't be used: \S*broken\.dll is left out: [^\n]*\n$"));
    }

    private static bool IsSameDuration(JsonNode? left, JsonNode? right) =>
        TimeSpan.TryParse(left?.ToString(), null, out var one) && TimeSpan.TryParse(right?.ToString(), null, out var two) && one == two;
}
