using System.Text.Json;
using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Configuration;

public class PluginTests
{
    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private PluginConfiguration Plugin(string inside) => _folder.Load("{}", $$"""{"plugins": {"basic": { {{inside}} } } }""").Plugins["BASIC"];

    private string FaultOf(string inside) => Assert.Throws<ConfigurationException>(() => Plugin(inside))!.Message;

    [Test]
    public void Actions_are_read_per_kind_and_direction() => Assert.That(
        Plugin("""  "actions": {"*": "report", "jwt": {"toServer": "block", "toClient": "mask"} } """).Actions,
        Is.EqualTo(new[]
        {
            new ActionRule { Kind = "*", Action = FindingAction.Report },
            new ActionRule { Kind = "jwt", Direction = Direction.ToServer, Action = FindingAction.Block },
            new ActionRule { Kind = "jwt", Direction = Direction.ToClient, Action = FindingAction.Mask },
        }));

    [Test]
    public void Everything_blocks_when_nothing_is_said()
    {
        var plugin = Plugin("");
        Assert.That(Enum.GetValues<FailureKind>().Select(kind => plugin.OnFailure[kind]), Is.All.EqualTo(FailureAction.Block));
        Assert.That(plugin.Options.ValueKind, Is.EqualTo(JsonValueKind.Undefined));
        Assert.That(plugin.Timeout, Is.Null);
    }

    [TestCase("\"pass\"", "Error,Timeout,Invalid,Oversize")]
    [TestCase("\"block\"", "")]
    [TestCase("{\"error\": \"pass\"}", "Error")]
    [TestCase("{\"timeout | oversize\": \"pass\", \"error\": \"block\"}", "Timeout,Oversize")]
    [TestCase("{\"error|timeout|invalid|oversize\": \"pass\"}", "Error,Timeout,Invalid,Oversize")]
    public void A_failure_policy_is_one_word_or_one_for_each_kind(string json, string passing)
    {
        var policy = Plugin($"\"onFailure\": {json}").OnFailure;
        Assert.That(string.Join(',', Enum.GetValues<FailureKind>().Where(kind => policy[kind] is FailureAction.Pass)), Is.EqualTo(passing));
    }

    [TestCase("\"00:00:02\"", 2_000)]
    [TestCase("250", 250)]
    public void A_timeout_is_a_duration_or_milliseconds(string json, int milliseconds) =>
        Assert.That(Plugin($"\"timeout\": {json}").Timeout, Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));

    [Test]
    public void Options_are_kept_as_json_with_their_folder()
    {
        var plugin = Plugin("\"options\": { /* c */ \"a:b|c\": [1,], }");
        Assert.That(plugin.Options.GetProperty("a:b|c")[0].GetInt32(), Is.EqualTo(1));
        Assert.That(plugin.OptionsFolder, Is.EqualTo(_folder.Files));
    }

    [TestCase("\"action\": {}", "the key 'action' in plugins.basic is unknown (did you mean 'actions'?); known are: actions, onFailure, timeout, options.")]
    [TestCase("\"actions\": \"mask\"", "plugins.basic.actions must be an object, { … }.")]
    [TestCase("\"actions\": {\"x\": \"hide\"}", "plugins.basic.actions.x must be one of 'mask', 'block', 'report', 'tokenize'.")]
    [TestCase("\"actions\": {\"x\": \"tokenize\"}", "plugins.basic.actions.x is 'tokenize', which this version cannot do yet; use mask, block or report.")]
    [TestCase("\"actions\": {\"x\": {\"toserver\": \"mask\"}}", "the key 'toserver' in plugins.basic.actions.x is unknown (did you mean 'toServer'?); known are: toServer, toClient.")]
    [TestCase("\"onFailure\": \"open\"", "plugins.basic.onFailure must be one of 'block', 'pass'.")]
    [TestCase("\"onFailure\": {\"errors\": \"pass\"}", "'errors' in plugins.basic.onFailure must be one of 'error', 'timeout', 'invalid', 'oversize', or several joined with '|'.")]
    [TestCase("\"onFailure\": {\"error|timeout\": \"pass\", \"error\": \"block\"}", "'error' stands twice in plugins.basic.onFailure; remove one.")]
    [TestCase("\"timeout\": 0", "plugins.basic.timeout must be more than 0 and less than 24 days.")]
    [TestCase("\"timeout\": \"2\"", "plugins.basic.timeout must be a duration such as \"00:00:02\", or a number of milliseconds.")]
    [TestCase("\"options\": []", "plugins.basic.options must be an object, { … }.")]
    [TestCase("\"options\": {\"a\": {\"b\": 1, \"b\": 2}}", "'b' stands twice in plugins.basic.options.a: line 1 and line 1; remove or rename one.")]
    public void What_is_wrong_is_named_with_file_and_place(string inside, string problem) =>
        Assert.That(FaultOf(inside), Does.StartWith($"{_folder.Config}, line 1, column ").And.EndsWith(problem));

    [Test]
    public void The_config_file_wins_plugin_by_plugin()
    {
        var configuration = _folder.Load(
            """{"mcpServers": {"gw": {"servers": {}, "placeholders": "pass", "plugins": {"a": {"timeout": 1}, "B": {"timeout": 2, "options": {} } } } } }""",
            """{"placeholders": "report", "plugins": {"b": {"timeout": 3} } }""");
        Assert.That(configuration.Plugins["a"].Timeout, Is.EqualTo(TimeSpan.FromMilliseconds(1)));
        Assert.That(configuration.Plugins["b"].Timeout, Is.EqualTo(TimeSpan.FromMilliseconds(3)));
        Assert.That(configuration.Plugins["b"].Options.ValueKind, Is.EqualTo(JsonValueKind.Undefined));
        Assert.That(configuration.Placeholders, Is.EqualTo(PlaceholderAction.Report));
    }

    [Test]
    public void Placeholders_are_blocked_by_default() => Assert.That(_folder.Load("{}").Placeholders, Is.EqualTo(PlaceholderAction.Block));

    [TestCase("{\"plugin\": {}}", "the key 'plugin' in the file is unknown (did you mean 'plugins'?); known are: plugins, placeholders, settings.")]
    [TestCase("{\"placeholders\": \"off\"}", "placeholders must be one of 'block', 'report', 'pass'.")]
    [TestCase("{\"plugins\": {\"a\": {}, \"A\": {}}}", "'A' differs only in case from 'a' in plugins: line 1 and line 1; remove or rename one.")]
    [TestCase("{\"plugins\": {}, \"plugins\": {}}", "'plugins' stands twice in the file: line 1 and line 1; remove or rename one.")]
    public void A_wrong_config_file_is_an_error(string config, string problem) =>
        Assert.That(_folder.Fault("{}", config), Does.StartWith($"{_folder.Config}, line 1, column ").And.EndsWith(problem));
}
