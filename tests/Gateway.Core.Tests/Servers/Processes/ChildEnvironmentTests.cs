using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes;

namespace Gateway.Core.Tests.Servers.Processes;

public class ChildEnvironmentTests
{
    [TestCase("PATH")]
    [TestCase("HOME")]
    [TestCase("USER")]
    [TestCase("LOGNAME")]
    [TestCase("SHELL")]
    [TestCase("LANG")]
    [TestCase("LC_ALL")]
    [TestCase("TERM")]
    [TestCase("TMPDIR")]
    [TestCase("HTTP_PROXY")]
    [TestCase("https_proxy")]
    [TestCase("NO_PROXY")]
    [TestCase("SSL_CERT_FILE")]
    [TestCase("SSL_CERT_DIR")]
    [TestCase("NODE_EXTRA_CA_CERTS")]
    [TestCase("npm_config_registry")]
    [TestCase("MCP_GATEWAY_NESTING")]
    public void What_a_child_needs_is_inherited(string name) => Assert.That(Of(name, "v"), Is.EqualTo(new Dictionary<string, string> { [name] = "v" }));

    [TestCase("AWS_SECRET_ACCESS_KEY")]
    [TestCase("GITHUB_TOKEN")]
    [TestCase("MCPGATEWAY__EXPOSE")]
    [TestCase("MCP_GATEWAY_HOME")]
    [TestCase("PATH_SECRET")]
    [TestCase("MY_PATH")]
    [TestCase("LD_PRELOAD")]
    [TestCase("NODE_OPTIONS")]
    [TestCase("DOTNET_STARTUP_HOOKS")]
    [TestCase("LC")]
    [TestCase("")]
    public void Nothing_else_is(string name) => Assert.That(Of(name, "v"), Is.Empty);

    [Test]
    public void What_is_configured_wins_and_may_have_any_name() => Assert.That(
        ChildEnvironment.Of(new Dictionary<string, string> { ["PATH"] = "own", ["SECRET"] = "own" }, new Dictionary<string, string> { ["PATH"] = "set", ["TOKEN"] = "t", ["EMPTY"] = "" }),
        Is.EquivalentTo(new Dictionary<string, string> { ["PATH"] = "set", ["TOKEN"] = "t", ["EMPTY"] = "" }));

    private static Dictionary<string, string> Of(string name, string value) => ChildEnvironment.Of(new Dictionary<string, string> { [name] = value }, new Dictionary<string, string>());
}
