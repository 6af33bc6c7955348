using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Core.Tests.Plugins;

internal sealed class OptionsTests
{
    [TestCase("""{"replacment": "x"}""", "the option 'replacment' is unknown (did you mean 'replacement'?); known are: endpoint, hosts, language, limits, nested, own, replacement, rules, strict, times, wait")]
    [TestCase("""{"colour": "x"}""", "the option 'colour' is unknown; known are: endpoint, hosts, language, limits, nested, own, replacement, rules, strict, times, wait")]
    [TestCase("""{"replacement": 5}""", "the option 'replacement' must be a string, not a number")]
    [TestCase("""{"replacement": null}""", "the option 'replacement' must be a string, not null")]
    [TestCase("""{"strict": "yes"}""", "the option 'strict' must be true or false, not a string")]
    [TestCase("""{"times": "five"}""", "the option 'times' must be a whole number in its range, not a string")]
    [TestCase("""{"times": 5.5}""", "the option 'times' must be a whole number in its range, and the number there is none")]
    [TestCase("""{"times": 99999999999}""", "the option 'times' must be a whole number in its range, and the number there is none")]
    [TestCase("""{"language": "german"}""", "the option 'language' must be one of english, old_norse, and the string there is none")]
    [TestCase("""{"language": true}""", "the option 'language' must be one of english, old_norse, not true or false")]
    [TestCase("""{"wait": "soon"}""", "the option 'wait' must be a time such as \"00:00:02\", and the string there is none")]
    [TestCase("""{"hosts": "a"}""", "the option 'hosts' must be a list, not a string")]
    [TestCase("""{"hosts": ["a", 2]}""", "the option 'hosts[1]' must be a string, not a number")]
    [TestCase("""{"own": 4, "times": ""}""", "the option 'times' must be a whole number in its range, not a string")]
    [TestCase("""{"own": []}""", "the option 'own' has the wrong form")]
    [TestCase("""{"limits": {"a": "b"}}""", "the option 'limits.a' must be a whole number in its range, not a string")]
    [TestCase("""{"limits": [1]}""", "the option 'limits' must be an object, not a list")]
    [TestCase("""{"nested": {"nmae": "x"}}""", "the option 'nested.nmae' is unknown (did you mean 'name'?); known are: name")]
    [TestCase("""{"nested": []}""", "the option 'nested' must be an object, not a list")]
    [TestCase("""{"rules": [{"name": "a"}, {"name": []}]}""", "the option 'rules[1].name' must be a string, not a list")]
    [TestCase("""{"times": 1, "times": 2}""", "the option 'times' stands there twice")]
    [TestCase("""[]""", "the options must be an object, not a list")]
    public void An_option_that_cant_be_bound_is_told_by_key_expectation_and_what_stands_there(string options, string sentence) =>
        Assert.That(() => Bind(options), Throws.TypeOf<PluginOptionsException>().With.Message.EqualTo(sentence));

    [TestCase("""{"replacement": []}""")]
    [TestCase("""{"times": "swordfish"}""")]
    [TestCase("""{"language": "swordfish"}""")]
    [TestCase("""{"hosts": ["swordfish", 1]}""")]
    public void A_value_is_never_repeated(string options) =>
        Assert.That(() => Bind(options), Throws.TypeOf<PluginOptionsException>().With.Message.Not.Contains("swordfish"));

    [Test]
    public void Options_are_bound_by_either_spelling_and_missing_ones_keep_their_defaults()
    {
        var bound = Bind("""{"Replacement": "x", "language": "old_norse", "wait": "00:00:05", "endpoint": null, "nested": {"name": null}, "limits": {"a": 1}}""");

        Assert.That((bound.Replacement, bound.Language, bound.Wait, bound.Times), Is.EqualTo(("x", Language.OldNorse, TimeSpan.FromSeconds(5), 3)));
    }

    private static SampleOptions Bind(string json) => new PluginContext { Name = "sample", Options = JsonDocument.Parse(json).RootElement }.GetOptions<SampleOptions>();

    public enum Language
    {
        English,
        OldNorse,
    }

    public sealed class SampleOptions
    {
        public string Replacement { get; set; } = "";

        public bool Strict { get; set; }

        public int Times { get; set; } = 3;

        public Language Language { get; set; }

        public TimeSpan Wait { get; set; }

        [JsonPropertyName("own")]
        [JsonConverter(typeof(LengthConverter))]
        public string Special { get; set; } = "";

        public Uri? Endpoint { get; set; }

        public IReadOnlyList<string> Hosts { get; set; } = [];

        public Dictionary<string, int> Limits { get; set; } = [];

        public NestedOptions Nested { get; set; } = new();

        public NestedOptions[] Rules { get; set; } = [];
    }

    public sealed class LengthConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Number ? new('x', reader.GetInt32()) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    public sealed class NestedOptions
    {
        public string? Name { get; set; }
    }
}
