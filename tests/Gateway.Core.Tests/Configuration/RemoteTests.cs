using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Configuration;

public class RemoteTests
{
    private const string Secret = "s3cret";

    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("\"url\": \"https://x/mcp\"", "Detected")]
    [TestCase("\"httpUrl\": \"https://x/mcp\"", "Detected")]
    [TestCase("\"serverUrl\": \"https://x/mcp\"", "Detected")]
    [TestCase("\"baseUrl\": \"https://x/mcp\"", "Detected")]
    [TestCase("\"type\": \"http\", \"url\": \"https://x/mcp\"", "StreamableHttp")]
    [TestCase("\"type\": \"streamable-http\", \"url\": \"https://x/mcp\"", "StreamableHttp")]
    [TestCase("\"type\": \"streamableHttp\", \"url\": \"https://x/mcp\"", "StreamableHttp")]
    [TestCase("\"type\": \"sse\", \"url\": \"https://x/mcp\"", "Sse")]
    [TestCase("\"type\": \"http\", \"url\": \"https://x/mcp\", \"command\": \"x\"", "StreamableHttp")]
    public void A_remote_server_is_known_by_its_type_or_its_address(string inside, string transport)
    {
        var server = _folder.Server(inside);
        Assert.That((server.NotStarted, server.Remote?.Url, server.Remote?.Transport.ToString()), Is.EqualTo((default(string), "https://x/mcp", (string?)transport)));
    }

    [TestCase("\"type\": \"stdio\", \"command\": \"x\", \"url\": \"https://x\"")]
    [TestCase("\"type\": \"local\", \"command\": \"x\"")]
    [TestCase("\"command\": \"x\"")]
    public void A_program_is_no_remote_server(string inside) => Assert.That((_folder.Server(inside).Remote, _folder.Server(inside).NotStarted), Is.EqualTo((default(RemoteConfiguration), default(string))));

    [TestCase("\"url\": \"https://x\", \"command\": \"x\"", "it has both \"command\" and \"url\"; remove one, or say with \"type\" which counts")]
    [TestCase("\"type\": \"http\"", "it has no \"url\"")]
    [TestCase("\"url\": \"https://x\", \"httpUrl\": \"https://y\"", "it has both \"url\" and \"httpUrl\"; keep one")]
    [TestCase("\"url\": \"localhost:3000/mcp?key=s3cret\"", "its \"url\" must begin with https:// or http://")]
    [TestCase("\"url\": \"/mcp?key=s3cret\"", "its \"url\" must begin with https:// or http://")]
    [TestCase("\"url\": \"mcp?key=s3cret\"", "its \"url\" is not an absolute URL")]
    [TestCase("\"url\": \"https://me:s3cret@x/mcp\"", "its \"url\" has a user name in it; put the credentials into \"headers\"")]
    [TestCase("\"url\": \"https://x/${NONE}\"", "\"url\" needs the environment variable NONE, which is not set (a default would be ${NONE:-…})")]
    [TestCase("\"url\": \"https://x\", \"headers\": {\"A B\": \"s3cret\"}", "\"headers\" has 'A B', which is no name of a header")]
    [TestCase("\"url\": \"https://x\", \"headers\": {\"A\": \"s3cret\\nB: c\"}", "\"headers\" A has a value with characters that no header can have")]
    [TestCase("\"url\": \"https://x\", \"headers\": {\"A\": \"s3crét\"}", "\"headers\" A has a value with characters that no header can have")]
    [TestCase("\"url\": \"https://x\", \"headers\": {\"host\": \"s3cret\"}", "\"headers\" has host, which the gateway itself sets; remove it")]
    [TestCase("\"url\": \"https://x\", \"headers\": {\"MCP-Session-Id\": \"s3cret\"}", "\"headers\" has MCP-Session-Id, which the gateway itself sets; remove it")]
    [TestCase("\"url\": \"https://x\", \"headers\": {\"A\": \"${NONE}\"}", "\"headers\" A needs the environment variable NONE, which is not set (a default would be ${NONE:-…})")]
    public void An_address_that_cannot_be_used_keeps_the_server_from_starting_and_is_not_quoted(string inside, string reason)
    {
        var server = _folder.Server(inside);
        Assert.That(server.NotStarted, Is.EqualTo(reason));
        Assert.That($"{server} {server.Remote}", Does.Not.Contain(Secret));
    }

    [Test]
    public void Headers_are_expanded_and_never_shown()
    {
        _folder.Variables["TOKEN"] = Secret;
        var server = _folder.Server("\"url\": \"https://x/mcp?key=s3cret\", \"headers\": {\"Authorization\": \"Bearer ${TOKEN}\"}, \"oauth\": {\"clientSecret\": \"s3cret\"}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Remote!.Headers, Is.EqualTo(new[] { KeyValuePair.Create("Authorization", "Bearer s3cret") }));
            Assert.That($"{server} {server.Remote} {server.Remote.OAuth}", Does.Not.Contain(Secret));
        }
    }

    [TestCase("\"oauth\": {\"clientId\": \"me\", \"clientSecret\": \"s3cret\", \"scopes\": [\"a\", \"b\"], \"callbackPort\": 8123}", 8123)]
    [TestCase("\"auth\": {\"CLIENT_ID\": \"me\", \"CLIENT_SECRET\": \"s3cret\", \"scopes\": \"a b\"}", null)]
    public void A_registered_client_is_read_in_the_words_of_several_clients(string inside, int? port)
    {
        var oauth = _folder.Server($"\"url\": \"https://x\", {inside}").Remote!.OAuth!;
        Assert.That((oauth.ClientId, oauth.ClientSecret, string.Join(' ', oauth.Scopes), oauth.CallbackPort), Is.EqualTo(("me", Secret, "a b", port)));
    }

    [TestCase("http://example.com/mcp", 1)]
    [TestCase("http://127.0.0.1/mcp", 0)]
    [TestCase("http://localhost:3000/mcp", 0)]
    [TestCase("https://example.com/mcp", 0)]
    public void Headers_that_others_could_read_on_their_way_are_warned_of(string url, int warnings)
    {
        var loaded = _folder.Load($$"""{"mcpServers": {"one": {"url": "{{url}}", "headers": {"A": "s3cret"} } } }""");
        Assert.That(loaded.Warnings.Count(warning => warning.Contains("its headers go over http:// to another machine", StringComparison.Ordinal)), Is.EqualTo(warnings));
    }

    [Test]
    public void A_wrong_port_is_an_error_with_its_place() => Assert.That(
        Assert.Throws<ConfigurationException>(() => _folder.Server("\"url\": \"https://x\", \"oauth\": {\"callbackPort\": 70000}"))!.Message,
        Does.EndWith("mcpServers.one.oauth.callbackPort must be a port number from 1 to 65535."));
}
