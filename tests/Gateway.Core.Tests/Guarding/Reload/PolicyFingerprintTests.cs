using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>What was masked under one policy may show what another one hides, so that no two may look the same.</summary>
internal sealed class PolicyFingerprintTests
{
    private static readonly PluginConfiguration Plain = new() { Name = "words", OptionsFolder = "." };
    private static readonly AllowedValue Allowed = new() { Id = "1", Hash = new('0', 64), Added = default };

    [Test]
    public void Without_guardrails_there_is_none() =>
        Assert.That(GuardrailSetup.Build([], Enabled.Configuration(), TimeProvider.System, NullLogger.Instance).Fingerprint, Is.Empty);

    [Test]
    public void The_same_policy_has_the_same_one_at_every_start()
    {
        string[] starts = [Of(Enabled.Configuration("""{"a":1}""")), Of(Enabled.Configuration("""{"a":1}"""))];

        Assert.That(starts.Distinct().Single(), Has.Length.EqualTo(64));
    }

    [Test]
    public void The_order_of_the_command_line_does_not_matter()
    {
        var (a, b) = (Enabled.Plugin(new WordGuardrail("x", Kind.Secret), Enabled.Description("a")), Enabled.Plugin(new WordGuardrail("x", Kind.Secret), Enabled.Description("b")));

        Assert.That(Of(Enabled.Configuration(), null, a, b), Is.EqualTo(Of(Enabled.Configuration(), null, b, a)));
    }

    private static IEnumerable<TestCaseData> Others()
    {
        static TestCaseData Case(string name, Func<string> other) => new TestCaseData(other).SetArgDisplayNames(name);
        static string Under(PluginConfiguration policy) => Of(Enabled.Configuration(policy: policy));
        static ActionRule Rule(Direction? direction) => new() { Kind = "*", Action = FindingAction.Report, Direction = direction };
        static PluginConfiguration Both() => Plain with { Actions = [Rule(null)] };
        yield return Case("options", () => Of(Enabled.Configuration("""{"a":1}""")));
        yield return Case("an option's folder", () => Of(Enabled.Configuration(folder: "/elsewhere")));
        yield return Case("an action", () => Under(Both()));
        yield return Case("an action one way", () => Under(Plain with { Actions = [Rule(Direction.ToClient)] }));
        yield return Case("an action the other way", () => Under(Plain with { Actions = [Rule(Direction.ToServer)] }));
        yield return Case("what a failure means", () => Under(Plain with { OnFailure = FailurePolicy.All(FailureAction.Pass) }));
        yield return Case("what one failure means", () => Under(Plain with { OnFailure = new() { Invalid = FailureAction.Pass } }));
        yield return Case("a time limit", () => Under(Plain with { Timeout = TimeSpan.FromSeconds(1) }));
        yield return Case("the limit of all", () => Of(Enabled.Configuration(settings: new() { TextGuardrailTimeout = TimeSpan.FromSeconds(9) })));
        yield return Case("an allowed value", () => Of(Enabled.Configuration(), new AllowedValues([1], [Allowed])));
        yield return Case("another allowed value", () => Of(Enabled.Configuration(), new AllowedValues([1], [Allowed with { Hash = new('1', 64) }])));
        yield return Case("an allowed value as one kind", () => Of(Enabled.Configuration(), new AllowedValues([1], [Allowed with { Kind = "jwt" }])));
        yield return Case("an allowed value under another key", () => Of(Enabled.Configuration(), new AllowedValues([2], [Allowed])));
        yield return Case("a version", () => Of(Enabled.Configuration(), null, Enabled.Plugin(new WordGuardrail("x", Kind.Secret), Enabled.Description(version: "2.0"))));
        yield return Case("a name", () => Of(Enabled.Configuration(), null, Enabled.Plugin(new WordGuardrail("x", Kind.Secret), Enabled.Description("others"))));
        yield return Case("a direction", () => Of(Enabled.Configuration(), null, Enabled.Plugin(new WordGuardrail("x", Kind.Secret), Enabled.Description() with { Directions = Directions.ToClient })));
        yield return Case("a kind", () => Of(Enabled.Configuration(), null, Enabled.Plugin(new WordGuardrail("x", Kind.Token))));
        yield return Case("one more guardrail", () => Of(Enabled.Configuration(), null, Words(), Enabled.Plugin(new WordGuardrail("x", Kind.Secret), Enabled.Description("more"))));
    }

    [TestCaseSource(nameof(Others))]
    public void It_is_another_for_every_other_policy(Func<string> other)
    {
        var all = Others().Select(@case => ((Func<string>)@case.Arguments[0]!)()).Append(Of(Enabled.Configuration())).ToArray();

        Assert.That(all.Count(one => one == other()), Is.EqualTo(1), "two policies look the same");
    }

    [Test]
    public void A_file_that_the_options_name_belongs_to_the_policy()
    {
        using var folder = new PluginsFolder().Write("rules.json", "{}");
        var configuration = Enabled.Configuration("""{"rules":["rules.json"]}""", folder.Path);
        var before = Of(configuration);
        folder.Write("rules.json", """{"rules":[]}""");

        Assert.That(Of(configuration), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task Two_gateways_that_copy_the_same_plugin_have_the_same_one()
    {
        using var folder = new PluginsFolder().Add("Duo");
        var first = await OfCopy(folder);
        var second = await OfCopy(folder);
        folder.Write("Duo/more.txt", "x");

        Assert.That((second, first == await OfCopy(folder)), Is.EqualTo((first, false)));
    }

    private static async Task<string> OfCopy(PluginsFolder folder)
    {
        await using var loader = new PluginLoader(folder.Shadow);
        var description = folder.Scan().Plugins.First(plugin => plugin is { Kind: PluginKind.Guardrail, Name: "duo" });
        await using var plugin = loader.Load(description, new() { Name = description.Name });
        return Of(Enabled.Configuration(), null, plugin);
    }

    private static string Of(GatewayConfiguration configuration) => Of(configuration, null, Words());

    private static string Of(GatewayConfiguration configuration, AllowedValues? allowed, params LoadedPlugin[] plugins)
    {
        if (plugins.Length == 0) plugins = [Words()];
        var pipeline = GuardrailSetup.Build(plugins, configuration, TimeProvider.System, NullLogger.Instance, allowed);
        pipeline.Watchdog.Dispose();
        return pipeline.Fingerprint;
    }

    private static LoadedPlugin Words() => Enabled.Plugin(new WordGuardrail("x", Kind.Secret));
}
