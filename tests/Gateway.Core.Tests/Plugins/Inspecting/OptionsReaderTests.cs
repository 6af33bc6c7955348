using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Inspecting;

namespace Gateway.Core.Tests.Plugins.Inspecting;

internal sealed class OptionsReaderTests
{
    private static readonly string Configured = Path.Combine(PluginsFolder.Built("Configured"), "Configured.dll");

    // As the contract binds options.
    private static readonly JsonSerializerOptions Binding = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static PluginDescription Plugin(string path, string? type) => new()
    {
        Name = "configured",
        Kind = PluginKind.Guardrail,
        TypeName = "Configured",
        AssemblyPath = path,
        Folder = path,
        Version = "1.0.0",
        ContractVersion = "1.0",
        OptionsTypeName = type,
    };

    private static Dictionary<string, OptionDescription> Read(string type = "Gateway.Plugins.Configured.ConfiguredOptions") =>
        OptionsReader.Read(Plugin(Configured, type)).ToDictionary(option => option.Key);

    private static JsonObject Instance()
    {
        var type = Assembly.LoadFrom(Configured).GetType("Gateway.Plugins.Configured.ConfiguredOptions", throwOnError: true)!;
        return JsonSerializer.SerializeToNode(Activator.CreateInstance(type), type, Binding)!.AsObject();
    }

    [Test]
    public void Every_option_has_the_default_of_a_real_instance()
    {
        var (options, instance) = (Read(), Instance());
        Assert.That(options, Has.Count.GreaterThan(50));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (key, option) in options.Where(option => !option.Key.StartsWith("computed", StringComparison.Ordinal)))
            {
                Assert.That(option.IsComputed, Is.False, key);
                Assert.That(Same(option.Default, instance[key]), Is.True, $"{key}: {option.Default?.ToJsonString() ?? "null"} instead of {instance[key]?.ToJsonString() ?? "null"}");
            }
        }
    }

    [Test]
    public void The_options_are_those_that_the_configuration_can_set()
    {
        string[] settable = [.. Instance().Select(member => member.Key).Where(key => key is not ("getter_only" or "privately_set")).Order(StringComparer.Ordinal)];
        Assert.That(Read().Keys.Order(StringComparer.Ordinal), Is.EqualTo(settable));
    }

    [Test]
    public void A_default_that_only_running_code_could_tell_is_computed()
    {
        var computed = Read().Values.Where(option => option.IsComputed).Select(option => option.Key);
        Assert.That(computed, Is.EquivalentTo(new[] { "computed_text", "computed_number", "computed_time", "computed_list", "computed_id", "computed_by_getter" }));
    }

    [TestCase("from_summary", "string")]
    [TestCase("nothing", "string or null")]
    [TestCase("off", "boolean")]
    [TestCase("letter", "string of one character")]
    [TestCase("decimal", "number")]
    [TestCase("maybe_number", "number or null")]
    [TestCase("level", "one of none|very_low|high|top-most")]
    [TestCase("maybe_level", "one of none|very_low|high|top-most or null")]
    [TestCase("action", "one of mask|block|report|tokenize")]
    [TestCase("seconds", "duration hh:mm:ss")]
    [TestCase("texts", "list of string")]
    [TestCase("several_numbers", "list of number")]
    [TestCase("map", "object of number")]
    [TestCase("nested", "{ name: string, count: number, tags: list of string or null }")]
    [TestCase("nested_map", "object of { name: string, count: number, tags: list of string or null }")]
    [TestCase("address", "string")]
    public void A_type_is_told_in_the_words_of_JSON(string key, string words) => Assert.That(Read()[key].Type, Is.EqualTo(words));

    [TestCase("from_attribute", "Comes from the attribute.")]
    [TestCase("from_summary", "Comes from the summary of Greeting.")]
    [TestCase("off", "")]
    public void A_description_comes_from_the_attribute_or_the_documentation(string key, string description) => Assert.That(Read()[key].Description, Is.EqualTo(description));

    [Test]
    public void A_plugin_without_an_options_class_has_none() => Assert.That(OptionsReader.Read(Plugin(Configured, null)), Is.Empty);

    [Test]
    public void An_options_class_of_another_file_is_one_sentence() =>
        Assert.That(() => Read("Elsewhere.Options"), Throws.TypeOf<PluginException>().With.Message.EqualTo("its options class Elsewhere.Options is not in Configured.dll itself, and other files are not read"));

    [Test]
    public void A_class_that_contains_itself_without_end_is_told_as_far_as_it_goes()
    {
        var options = OptionsReader.Read(Plugin(typeof(Endless).Assembly.Location, typeof(Endless).FullName));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Select(option => option.Key), Is.EqualTo(new[] { "first", "second", "name" }));
            Assert.That(options.Select(option => option.IsComputed), Is.EqualTo(new[] { true, true, false }));
        }
    }

    [Test]
    public void A_loop_leaves_nothing_certain() =>
        Assert.That(OptionsReader.Read(Plugin(typeof(Looping).Assembly.Location, typeof(Looping).FullName)).Single().IsComputed, Is.True);

    [Test]
    public void An_assignment_on_one_of_two_ways_is_computed() =>
        Assert.That(OptionsReader.Read(Plugin(typeof(Forking).Assembly.Location, typeof(Forking).FullName)).Single(option => option.Key == "sometimes").IsComputed, Is.True);

    // A number may be written in several ways.
    private static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonArray one, JsonArray two) => one.Count == two.Count && one.Zip(two).All(pair => Same(pair.First, pair.Second)),
        (JsonObject one, JsonObject two) => one.Count == two.Count && one.All(member => two.TryGetPropertyValue(member.Key, out var other) && Same(member.Value, other)),
        (JsonValue one, JsonValue two) when one.GetValueKind() == JsonValueKind.String && two.GetValueKind() == JsonValueKind.String => one.ToString() == two.ToString() || IsSameDuration(one.ToString(), two.ToString()),
        (JsonValue one, JsonValue two) when one.GetValueKind() == JsonValueKind.Number && two.GetValueKind() == JsonValueKind.Number =>
            decimal.Parse(one.ToJsonString(), System.Globalization.NumberStyles.Float, null) == decimal.Parse(two.ToJsonString(), System.Globalization.NumberStyles.Float, null),
        _ => JsonNode.DeepEquals(left, right),
    };

    private static bool IsSameDuration(string one, string two) => TimeSpan.TryParse(one, null, out var left) && TimeSpan.TryParse(two, null, out var right) && left == right;

    internal sealed class Endless
    {
        public Node First { get; set; } = new();

        public Node Second { get; set; } = new();

        public string Name { get; set; } = "endless";

        internal sealed class Node
        {
            public Node? Next { get; set; } = new();

            public Node? Other { get; set; } = new();
        }
    }

    internal sealed class Looping
    {
        public Looping()
        {
            for (var i = 0; i < 3; i++) Count++;
        }

        public int Count { get; set; }
    }

    internal sealed class Forking
    {
        public Forking()
        {
            if (Environment.ProcessorCount > 1) Sometimes = 2;
        }

        public int Sometimes { get; set; } = 1;
    }
}
