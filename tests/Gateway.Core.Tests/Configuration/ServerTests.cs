namespace Gateway.Core.Tests.Configuration;

public class ServerTests
{
    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("\"command\": \"x\", \"disabled\": true", "it is disabled in the file (\"disabled\": true)")]
    [TestCase("\"command\": \"x\", \"enabled\": false", "it is disabled in the file (\"enabled\": false)")]
    [TestCase("\"args\": []", "it has no \"command\"")]
    [TestCase("\"command\": \" \"", "it has no \"command\"")]
    [TestCase("\"type\": \"websocket\", \"url\": \"https://x\"", "its \"type\" 'websocket' is not supported; known are stdio, http, sse, streamable-http")]
    [TestCase("\"type\": \"carrier pigeon\", \"command\": \"x\"", "its \"type\" is unknown; known are stdio, http, sse, streamable-http")]
    [TestCase("\"command\": \"x\", \"args\": [\"${input:key}\"]", "\"args\" needs the input 'key', and the gateway cannot ask for inputs; use ${env:NAME}")]
    [TestCase("\"command\": \"x\", \"env\": {\"T\": \"${NONE}\"}", "\"env\" T needs the environment variable NONE, which is not set (a default would be ${NONE:-…})")]
    [TestCase("\"command\": \"${env:NONE}\"", "\"command\" needs the environment variable NONE, which is not set (a default would be ${NONE:-…})")]
    public void A_server_that_must_not_start_says_why(string inside, string reason) => Assert.That(_folder.Server(inside).NotStarted, Is.EqualTo(reason));

    [Test]
    public void A_blocked_server_is_not_started() => Assert.That(_folder.Server("\"command\": \"x\", \"blocked\": \"blocked\"").NotStarted, Does.StartWith("it is blocked"));

    [TestCase("\"passed\"")]
    [TestCase("\"skipped\"")]
    [TestCase("null")]
    public void A_server_that_is_not_blocked_starts(string word) => Assert.That(_folder.Server($"\"command\": \"x\", \"blocked\": {word}").NotStarted, Is.Null);

    [TestCase("\"args\": \"x\"", "mcpServers.one.args is not right: an array of strings is wanted, [\"…\"].")]
    [TestCase("\"args\": [\"x\", 1]", "mcpServers.one.args[1] is not right: an array of strings is wanted, [\"…\"].")]
    [TestCase("\"command\": 1", "mcpServers.one.command must be a string.")]
    [TestCase("\"command\": \"a\\u0000\"", "mcpServers.one.command has a NUL character, which no program can be given.")]
    [TestCase("\"env\": []", "mcpServers.one.env must be an object, { … }.")]
    [TestCase("\"env\": {\"A\": {}}", "mcpServers.one.env.A must be a string, a number, true, false or null.")]
    [TestCase("\"env\": {\"A=B\": \"\"}", "a name in mcpServers.one.env is empty or has '=' or NUL in it, which no environment variable can.")]
    [TestCase("\"disabled\": \"yes\"", "mcpServers.one.disabled must be true or false.")]
    [TestCase("\"blocked\": \"bloked\"", "mcpServers.one.blocked must be one of 'blocked', 'passed', 'skipped'.")]
    [TestCase("\"inheritEnv\": \"PATH\"", "mcpServers.one.inheritEnv must be true, false or an array of names of environment variables.")]
    [TestCase("\"inheritEnv\": [1]", "mcpServers.one.inheritEnv[0] is not right: an array of strings is wanted, [\"…\"].")]
    [TestCase("\"instances\": \"many\"", "mcpServers.one.instances must be one of 'session', 'shared'.")]
    [TestCase("\"instances\": true", "mcpServers.one.instances must be one of 'session', 'shared'.")]
    [TestCase("\"timeout\": -1", "mcpServers.one.timeout must be a number from 0 to 2147483647.")]
    [TestCase("\"timeout\": \"5\"", "mcpServers.one.timeout must be a number from 0 to 2147483647.")]
    public void A_wrong_type_is_an_error_with_its_place(string inside, string problem)
    {
        var message = Assert.Throws<Core.Configuration.ConfigurationException>(() => _folder.Server(inside))!.Message;
        Assert.That(message, Does.StartWith($"{_folder.McpJson}, line 1, column ").And.EndsWith(problem));
    }

    [TestCase("", false)]
    [TestCase(", \"instances\": \"session\"", false)]
    [TestCase(", \"instances\": \"shared\"", true)]
    public void A_server_is_shared_only_when_it_says_so(string inside, bool isShared)
    {
        Assert.That(_folder.Server($"\"command\": \"x\"{inside}").IsShared, Is.EqualTo(isShared));
        Assert.That(_folder.Server($"\"url\": \"https://x\"{inside}").IsShared, Is.EqualTo(isShared));
    }

    [Test]
    public void Who_shares_a_server_is_a_change_and_is_pinned()
    {
        Core.Configuration.ServerConfiguration own = _folder.Server("\"command\": \"x\""), shared = _folder.Server("\"command\": \"x\", \"instances\": \"shared\"");
        Assert.That(Core.Configuration.ServerComparison.IsSameAs(own, shared), Is.False);
        Assert.That(shared.Sources[0].Texts.Any(text => text is { Place: "instances", Text: "shared" }));
    }

    [Test]
    public void What_a_server_inherits_can_be_widened()
    {
        Assert.That(_folder.Server("\"command\": \"x\"").Inherited.IsAll, Is.False);
        Assert.That(_folder.Server("\"command\": \"x\", \"inheritEnv\": true").Inherited.IsAll, Is.True);
        Assert.That(_folder.Server("\"command\": \"x\", \"inheritEnv\": false").Inherited.IsAll, Is.False);
        var named = _folder.Server("\"command\": \"x\", \"inheritEnv\": [\"KEY\"]").Inherited;
        Assert.That((named.IsAll, named.Contains("KEY"), named.Contains("key2")), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void A_server_that_is_no_object_is_an_error() => Assert.That(
        _folder.Fault("{\"mcpServers\": {\"a\": \"x\"}}"), Is.EqualTo($"{_folder.McpJson}, line 1, column 22: mcpServers.a must be an object, {{ … }}."));

    [TestCase("\"command\": \"x\", \"command\": \"y\"", "'command' stands twice in mcpServers.one")]
    [TestCase("\"env\": {\"A\": \"1\", \"A\": \"2\"}", "'A' stands twice in mcpServers.one.env")]
    public void A_doubled_key_is_an_error(string inside, string problem) =>
        Assert.That(() => _folder.Server(inside), Throws.TypeOf<Core.Configuration.ConfigurationException>().With.Message.Contains(problem));

    [Test]
    public void An_unknown_key_gives_one_warning_and_a_known_one_of_another_client_none()
    {
        var configuration = _folder.Load("{\"mcpServers\": {\"one\": {\"command\": \"x\",\n \"comand\": \"y\", \"trust\": true, \"alwaysAllow\": [], \"watchPaths\": []}}}");
        Assert.That(configuration.Warnings, Is.EqualTo(new[] { $"{_folder.McpJson}, line 2: server 'one': the key 'comand' is unknown and ignored (did you mean 'command'?)." }));
    }

    [TestCase("30", 30_000)]
    [TestCase("1.5", 1_500)]
    [TestCase("999", 999_000)]
    [TestCase("1000", 1_000)]
    [TestCase("60000", 60_000)]
    [TestCase("0", -1)]
    public void A_timeout_is_in_milliseconds_and_below_a_thousand_in_seconds(string text, int milliseconds) =>
        Assert.That(_folder.Server($"\"command\": \"x\", \"timeout\": {text}").Times.Call, Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));

    [Test]
    public void Times_may_be_those_of_a_tool_or_of_the_start_and_codex_says_seconds()
    {
        var own = _folder.Server("\"command\": \"x\", \"startTimeout\": 5, \"toolTimeouts\": {\"slow\": 600000, \"endless\": 0}").Times;
        var codex = _folder.Server("\"command\": \"x\", \"startup_timeout_sec\": 1500, \"tool_timeout_sec\": 0.5").Times;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Start, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(own.Tools, Is.EquivalentTo(new Dictionary<string, TimeSpan> { ["slow"] = TimeSpan.FromMinutes(10), ["endless"] = Timeout.InfiniteTimeSpan }));
            Assert.That((codex.Start, codex.Call), Is.EqualTo((TimeSpan.FromMinutes(25), TimeSpan.FromSeconds(0.5))));
        }
    }

    [Test]
    public void A_server_may_be_required_and_be_left_alone_when_it_has_ended()
    {
        var server = _folder.Server("\"command\": \"x\", \"required\": true, \"restart\": false");
        Assert.That((server.IsRequired, server.IsRestarted), Is.EqualTo((true, false)));
    }

    [Test]
    public void What_is_disabled_is_not_required() => Assert.That(_folder.Server("\"command\": \"x\", \"required\": true, \"disabled\": true").IsRequired, Is.False);

    [Test]
    public void More_servers_than_the_setting_allows_are_an_error_that_says_so()
    {
        _folder.Variables["MCPGATEWAY__MAXSERVERS"] = "1";
        Assert.That(_folder.Fault("""{"mcpServers": {"a": {"command": "x"}, "b": {"command": "x"}}}"""), Does.EndWith("it names 2 servers, and 1 are the most; remove some or raise the setting 'maxServers'."));
    }

    [Test]
    public void The_working_folder_is_relative_to_the_file() =>
        Assert.That(_folder.Server("\"command\": \"x\", \"cwd\": \"sub\"").WorkingFolder, Is.EqualTo(Path.Combine(_folder.Files, "sub")));

    [Test]
    public void Values_of_the_environment_may_be_numbers_and_booleans_and_null_removes_one()
    {
        File.WriteAllText(Path.Combine(_folder.Work, ".env"), "GONE=1\nA=file\nKEPT=file");
        var server = _folder.Server("""  "command": "x", "envFile": ".env", "env": {"A": "env", "N": 8080, "B": true, "GONE": null} """);
        Assert.That(server.Environment, Is.EquivalentTo(new Dictionary<string, string> { ["A"] = "env", ["N"] = "8080", ["B"] = "true", ["KEPT"] = "file" }));
    }

    [Test]
    public void A_missing_environment_file_keeps_that_server_from_starting() => Assert.That(
        _folder.Server("\"command\": \"x\", \"envFile\": \"none.env\"").NotStarted, Is.EqualTo($"its \"envFile\" {_folder.Work}/none.env does not exist"));

    [Test]
    public void A_server_prints_no_secret() => Assert.That(_folder.Server("\"command\": \"x\", \"env\": {\"T\": \"s3cret\"}").ToString(), Is.EqualTo("one"));
}
