using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Configuration;

public class SettingsTests
{
    private const string Known = "known are: toolNames, expose, callTimeout, maxCallTimeout, inputTimeout, startTimeout, restartDelay, maxRestartDelay, hangTimeout, drainTimeout, listTimeout, maxMessageBytes, queueBytes, maxInFlight, maxClientCalls, maxServers, "
        + "maxDepth, maxNameLength, maxSessions, sessionTimeout, maxConnections, maxHeaderBytes, headerTimeout, connectionTimeout, keepAlive, resumeBytes, breakerFailures, breakerDelay, breakerMaxDelay, textGuardrailTimeout, textGuardrailTimeoutPerMegabyte, messageGuardrailTimeout.";

    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private GatewaySettings Settings(string inside) => _folder.Load("{}", $$"""{"settings": { {{inside}} } }""").Settings;

    [Test]
    public void The_defaults_are_those_of_the_table()
    {
        var expected = new GatewaySettings
        {
            ToolNames = ToolNames.Prefixed, Expose = Expose.Both,
            CallTimeout = TimeSpan.FromSeconds(120), MaxCallTimeout = TimeSpan.FromHours(1), InputTimeout = TimeSpan.FromMinutes(10), StartTimeout = TimeSpan.FromSeconds(60),
            RestartDelay = TimeSpan.FromSeconds(0.5), MaxRestartDelay = TimeSpan.FromSeconds(60), HangTimeout = TimeSpan.FromSeconds(60), DrainTimeout = TimeSpan.FromSeconds(120), ListTimeout = TimeSpan.FromSeconds(15),
            MaxMessageBytes = 64_000_000, QueueBytes = 64_000_000, MaxInFlight = 1_000, MaxClientCalls = 10_000, MaxServers = 500, MaxDepth = 1_024, MaxNameLength = 64,
            BreakerFailures = 5, BreakerDelay = TimeSpan.FromSeconds(5), BreakerMaxDelay = TimeSpan.FromSeconds(60),
            TextGuardrailTimeout = TimeSpan.FromMilliseconds(250), TextGuardrailTimeoutPerMegabyte = TimeSpan.FromMilliseconds(100),
            MessageGuardrailTimeout = TimeSpan.FromSeconds(2),
        };
        Assert.That(_folder.Load("{}").Settings, Is.EqualTo(expected));
        Assert.That(Settings(""), Is.EqualTo(expected));
    }

    [Test]
    public void Every_setting_is_read_from_a_file() => Assert.That(
        Settings("""
            "toolNames": "plain", "expose": "meta", "callTimeout": 1.5, "maxCallTimeout": 600, "inputTimeout": 5, "restartDelay": 0.1, "maxRestartDelay": 7, "hangTimeout": 0, "drainTimeout": 8, "startTimeout": "00:00:02", "listTimeout": "3", "maxMessageBytes": 1000,
            "queueBytes": 2000, "maxInFlight": 3, "maxClientCalls": 4, "maxServers": 5, "maxDepth": 64, "maxNameLength": 128, "breakerFailures": 0, "breakerDelay": 0.1, "breakerMaxDelay": 9, "TEXTGUARDRAILTIMEOUT": 0.25,
            "textGuardrailTimeoutPerMegabyte": 1, "messageGuardrailTimeout": "00:01:00", /* the last */
            """),
        Is.EqualTo(new GatewaySettings
        {
            ToolNames = ToolNames.Plain, Expose = Expose.Meta,
            CallTimeout = TimeSpan.FromSeconds(1.5), MaxCallTimeout = TimeSpan.FromMinutes(10), InputTimeout = TimeSpan.FromSeconds(5),
            RestartDelay = TimeSpan.FromSeconds(0.1), MaxRestartDelay = TimeSpan.FromSeconds(7), HangTimeout = Timeout.InfiniteTimeSpan, DrainTimeout = TimeSpan.FromSeconds(8), StartTimeout = TimeSpan.FromSeconds(2), ListTimeout = TimeSpan.FromSeconds(3),
            MaxMessageBytes = 1_000, QueueBytes = 2_000, MaxInFlight = 3, MaxClientCalls = 4, MaxServers = 5, MaxDepth = 64, MaxNameLength = 128,
            BreakerFailures = 0, BreakerDelay = TimeSpan.FromSeconds(0.1), BreakerMaxDelay = TimeSpan.FromSeconds(9),
            TextGuardrailTimeout = TimeSpan.FromMilliseconds(250), TextGuardrailTimeoutPerMegabyte = TimeSpan.FromSeconds(1),
            MessageGuardrailTimeout = TimeSpan.FromMinutes(1),
        }));

    [TestCase("0")]
    [TestCase("\"00:00:00\"")]
    public void No_call_timeout_is_infinite(string json) => Assert.That(Settings($"\"callTimeout\": {json}").CallTimeout, Is.EqualTo(Timeout.InfiniteTimeSpan));

    [Test]
    public void A_variable_wins_over_config_and_config_over_the_entry_setting_by_setting()
    {
        _folder.Variables["MCPGATEWAY__CALLTIMEOUT"] = "30";
        _folder.Variables["MCPGATEWAY__EXPOSE"] = "";
        var settings = _folder.Load(
            """{"mcpServers": {"gw": {"servers": {}, "settings": {"callTimeout": 1, "maxDepth": 100, "maxInFlight": 7} } } }""",
            """{"settings": {"callTimeout": 2, "maxDepth": 200} }""").Settings;
        Assert.That(settings, Is.EqualTo(new GatewaySettings { CallTimeout = TimeSpan.FromSeconds(30), MaxDepth = 200, MaxInFlight = 7 }));
    }

    [TestCase("\"callTimeOuts\": 1", "the setting 'callTimeOuts' is unknown (did you mean 'callTimeout'?); " + Known)]
    [TestCase("\"expose\": \"all\"", "settings.expose must be one of 'tools', 'meta', 'both'.")]
    [TestCase("\"expose\": {}", "settings.expose must be one value.")]
    [TestCase("\"maxDepth\": 1.5", "settings.maxDepth must be a whole number from 16 to 100000.")]
    [TestCase("\"maxInFlight\": 0", "settings.maxInFlight must be a whole number from 1 to 1000000.")]
    [TestCase("\"startTimeout\": 0", "settings.startTimeout must be a duration, more than 0: \"00:00:02\" or a number of seconds, at most 24 days.")]
    [TestCase("\"startTimeout\": \"soon\"", "settings.startTimeout must be a duration, more than 0: \"00:00:02\" or a number of seconds, at most 24 days.")]
    [TestCase("\"callTimeout\": -1", "settings.callTimeout must be a duration, or 0 for none: \"00:00:02\" or a number of seconds, at most 24 days.")]
    [TestCase("\"callTimeout\": 1e30", "settings.callTimeout must be a duration, or 0 for none: \"00:00:02\" or a number of seconds, at most 24 days.")]
    [TestCase("\"maxDepth\": 20, \"MAXDEPTH\": 30", "'MAXDEPTH' differs only in case from 'maxDepth' in settings: line 1 and line 1; remove or rename one.")]
    public void A_wrong_setting_is_an_error_with_its_place(string inside, string problem) => Assert.That(
        Assert.Throws<ConfigurationException>(() => Settings(inside))!.Message,
        Does.StartWith($"{_folder.Config}, line 1, column ").And.EndsWith(problem));

    [TestCase("MCPGATEWAY__CALL_TIMEOUT", "30", "The environment variable MCPGATEWAY__CALL_TIMEOUT sets an unknown setting (did you mean 'callTimeout'?); " + Known)]
    [TestCase("MCPGATEWAY__MAXDEPTH", "deep", "The environment variable MCPGATEWAY__MAXDEPTH must be a whole number from 16 to 100000.")]
    public void A_wrong_variable_is_named(string name, string value, string problem)
    {
        _folder.Variables[name] = value;
        Assert.That(_folder.Fault("{}"), Is.EqualTo(problem));
    }
}
