namespace Gateway.Core.Tests.Configuration;

public class DialectTests
{
    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("mcpServers")]
    [TestCase("servers")]
    public void Nested_servers_are_found_wherever_the_gateways_entry_stands_and_nothing_else_is_started(string top)
    {
        var configuration = _folder.Load($$"""
            {"{{top}}": {"other": {"command": "x"}, "gw": {"command": "mcp-gateway", "servers": {"b": {"command": "b"}, "a": {"command": "a"} } }, "last": {"command": "y"} } }
            """);
        Assert.That(configuration.Servers.Select(server => server.Name), Is.EqualTo(new[] { "b", "a" }));
        Assert.That(configuration.Warnings, Is.Empty);
    }

    [TestCase("mcpServers")]
    [TestCase("servers")]
    public void Plain_servers_are_read_in_the_files_order(string top)
    {
        var configuration = _folder.Load($$"""{"{{top}}": {"b": {"command": "b", "args": ["1", "2"]}, "a": {"command": "a", "disabled": true} } }""");
        Assert.That(configuration.Servers.Select(server => server.Name), Is.EqualTo(new[] { "b", "a" }));
        Assert.That(configuration.Servers[0].Arguments, Is.EqualTo(new[] { "1", "2" }));
        Assert.That(configuration.Servers[0].NotStarted, Is.Null);
        Assert.That(configuration.BaseFolder, Is.EqualTo(_folder.Files));
        Assert.That(configuration.Path, Is.EqualTo(_folder.McpJson));
    }

    [TestCase("\"command\": \"mcp-gateway\"")]
    [TestCase("\"command\": \"/usr/bin/MCP-Gateway.exe\"")]
    [TestCase("\"command\": \"C:\\\\tools\\\\mcp-gateway.cmd\"")]
    [TestCase("\"command\": \"dnx\", \"args\": [\"McpGateway@1.2.0\", \"--yes\"]")]
    [TestCase("\"command\": \"npx\", \"args\": [\"-y\", \"mcp-gateway\"]")]
    [TestCase("\"command\": \"dotnet\", \"args\": [\"exec\", \"/opt/mcp-gateway.dll\"]")]
    [TestCase("\"command\": \"python\", \"args\": [\"-m\", \"x\", \"--mcp-json-path=/x\"]")]
    public void The_gateways_own_entry_is_never_started_again(string entry)
    {
        var configuration = _folder.Load($$"""{"mcpServers": {"gw": {{{entry}}}, "a": {"command": "a"} } }""");
        Assert.That(configuration.Servers.Single().Name, Is.EqualTo("a"));
        Assert.That(configuration.Warnings.Single(), Is.EqualTo($"{_folder.McpJson}, line 1: server 'gw' is this gateway itself and is not started again."));
    }

    [TestCase("\"command\": \"mcp-gateway\", \"args\": [\"sample-server\"]")]
    [TestCase("\"command\": \"dotnet\", \"args\": [\"/opt/mcp-gateway.dll\", \"sample-server\"]")]
    public void The_gateways_sample_server_is_a_server_like_any_other(string entry)
    {
        var configuration = _folder.Load($$"""{"mcpServers": {"sample": {{{entry}}} } }""");
        Assert.That(configuration.Servers.Single().NotStarted, Is.Null);
        Assert.That(configuration.Warnings, Is.Empty);
    }

    [Test]
    public void A_folder_named_like_the_gateway_is_an_argument_like_any_other()
    {
        var configuration = _folder.Load("""{"mcpServers": {"fs": {"command": "npx", "args": ["-y", "server-filesystem", "mcp-gateway", "/src/mcp-gateway"]}}}""");
        Assert.That(configuration.Servers.Single().NotStarted, Is.Null);
        Assert.That(configuration.Warnings, Is.Empty);
    }

    [Test]
    public void The_gateways_entry_in_a_plain_file_carries_its_policy()
    {
        var configuration = _folder.Load("""{"mcpServers": {"gw": {"command": "mcp-gateway", "placeholders": "pass", "plugins": {"basic": {} } } } }""");
        Assert.That(configuration.Plugins.Keys, Is.EqualTo(new[] { "basic" }));
        Assert.That(configuration.Placeholders, Is.EqualTo(Core.Configuration.PlaceholderAction.Pass));
    }

    [TestCase("{}")]
    [TestCase("{\"theme\": {\"x\": [1]}}")]
    [TestCase("{\"mcpServers\": {}}")]
    [TestCase("{\"mcpServers\": null}")]
    [TestCase("{\"mcpServers\": {\"gw\": {\"servers\": {}}}}")]
    public void No_servers_are_a_valid_configuration(string json) => Assert.That(_folder.Load(json).Servers, Is.Empty);

    [Test]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_accepted()
    {
        var configuration = _folder.Load("\uFEFF// mine\n{\"mcpServers\": {/* x */ \"a\": {\"command\": \"a\", \"args\": [\"1\",],},},}");
        Assert.That(configuration.Servers.Single().Arguments, Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public void An_unknown_key_in_the_gateways_entry_names_key_place_and_the_known_ones() => Assert.That(
        _folder.Fault("{\"mcpServers\": {\"gw\": {\n  \"servers\": {},\n  \"plugin\": {}}}}"),
        Is.EqualTo($"{_folder.McpJson}, line 3, column 3: the key 'plugin' in mcpServers.gw is unknown (did you mean 'plugins'?); known are: servers, plugins, placeholders, settings."));

    [Test]
    public void The_clients_own_keys_are_allowed_in_the_gateways_entry() => Assert.That(
        _folder.Load("""{"mcpServers": {"gw": {"type": "stdio", "command": "x", "args": [], "env": {}, "cwd": ".", "alwaysAllow": [], "servers": {} } } }""").Warnings, Is.Empty);

    [Test]
    public void Two_gateways_in_one_file_are_an_error_with_both_lines() => Assert.That(
        _folder.Fault("{\"mcpServers\": {\n\"one\": {\"servers\": {}},\n\"two\": {\"servers\": {}}}}"),
        Does.Contain("'one' in line 2 and 'two' in line 3"));

    [TestCase("a", "stands twice in mcpServers")]
    [TestCase("A", "differs only in case from 'a' in mcpServers")]
    public void Two_servers_of_one_name_are_an_error_with_both_lines(string second, string how) => Assert.That(
        _folder.Fault($$"""{"mcpServers": {{{"\n"}}"a": {"command": "x"},{{"\n"}}"{{second}}": {"command": "y"} } }"""),
        Is.EqualTo($"{_folder.McpJson}, line 3, column 1: '{second}' {how}: line 2 and line 3; remove or rename one."));

    [TestCase("", "the name of a server is empty")]
    [TestCase("a\\u001b[1m", "'a\\u001b[1m' has a control character")]
    public void A_servers_name_must_be_printable(string name, string problem) =>
        Assert.That(_folder.Fault($$"""{"mcpServers": {"{{name}}": {"command": "x"} } }"""), Does.Contain(problem));

    [Test]
    public void A_policy_at_the_top_of_the_file_is_said_to_be_unread() => Assert.That(
        _folder.Load("""{"mcpServers": {}, "plugins": {"basic": {} } }""").Warnings.Single(), Does.Contain("\"plugins\" is not read here"));

    [Test]
    public void A_list_of_servers_that_stands_twice_is_an_error() => Assert.That(
        _folder.Fault("{\"mcpServers\": {},\n\"mcpServers\": {}}"),
        Is.EqualTo($"{_folder.McpJson}, line 2, column 1: 'mcpServers' stands twice in the file: line 1 and line 2; remove one."));

    [Test]
    public void Servers_of_the_wrong_type_in_the_gateways_entry_are_an_error() => Assert.That(
        _folder.Fault("""{"mcpServers": {"gw": {"command": "mcp-gateway", "servers": [] } } }"""),
        Does.EndWith("mcpServers.gw.servers must be an object, { … }."));

    [Test]
    public void A_misspelt_list_is_warned_of() => Assert.That(
        _folder.Load("""{"mcpservers": {} }""").Warnings.Single(), Does.EndWith("so no server will start (did you mean 'mcpServers'?)."));
}
