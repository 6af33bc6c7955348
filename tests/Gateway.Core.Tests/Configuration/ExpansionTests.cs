namespace Gateway.Core.Tests.Configuration;

public class ExpansionTests
{
    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder()
    {
        _folder = new ConfigurationFolder();
        _folder.Variables["A"] = "1";
        _folder.Variables["EMPTY"] = "";
        _folder.Variables["NESTED"] = "${A} ~/";
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("${A}", "1")]
    [TestCase("x${A}y${A}z", "x1y1z")]
    [TestCase("${env:A}", "1")]
    [TestCase("${NONE:-b c}", "b c")]
    [TestCase("${env:NONE:-d}", "d")]
    [TestCase("${EMPTY}", "")]
    [TestCase("${EMPTY:-d}", "d")]
    [TestCase("${A:-d}", "1")]
    [TestCase("${NESTED}", "${A} ~/")]
    [TestCase("$${A}", "$1")]
    [TestCase("$A", "$A")]
    [TestCase("~", "HOME")]
    [TestCase("~/x", "HOME/x")]
    [TestCase("~/${A}", "HOME/1")]
    [TestCase("~${A}", "~1")]
    [TestCase("a~/x", "a~/x")]
    [TestCase("~me/x", "~me/x")]
    [TestCase("${userHome}", "HOME")]
    [TestCase("${workspaceFolder}", "WORK")]
    [TestCase("${workspaceFolderBasename}", "work")]
    [TestCase("a${pathSeparator}b${/}c", "a/b/c")]
    public void A_text_is_expanded_once(string text, string expected)
    {
        var server = _folder.Server($$"""  "command": "{{text}}.", "args": ["{{text}}"], "env": {"E": "{{text}}"} """);
        var wanted = expected.Replace("HOME", _folder.Home, StringComparison.Ordinal).Replace("WORK", _folder.Work, StringComparison.Ordinal);
        Assert.That(server.Arguments.Single(), Is.EqualTo(wanted));
        Assert.That(server.Environment["E"], Is.EqualTo(wanted));
        Assert.That(server.NotStarted, Is.Null);
    }

    [TestCase("${foo:s3cret}", "\"args\" has '${foo:…}', which is unknown; it stays as text.")]
    [TestCase("${s3cret", "\"args\" has a '${' without '}'; it stays as text.")]
    [TestCase("${s3cret s3cret}", "\"args\" has a '${…}' that names no variable; it stays as text.")]
    public void What_is_not_understood_stays_as_text_and_is_warned_of_without_its_value(string text, string problem)
    {
        var configuration = _folder.Load($$"""{"mcpServers": {"one": {"command": "x", "args": ["{{text}}"]} } }""");
        Assert.That(configuration.Servers[0].Arguments.Single(), Is.EqualTo(text));
        Assert.That(configuration.Servers[0].NotStarted, Is.Null);
        Assert.That(configuration.Warnings.Single(), Is.EqualTo($"{_folder.McpJson}, line 1: server 'one': {problem}"));
    }

    [Test]
    public void An_unset_variable_stops_that_server_only() => Assert.That(
        _folder.Load("""{"mcpServers": {"a": {"command": "${NONE}"}, "b": {"command": "b"} } }""").Servers.Select(server => server.NotStarted is null), Is.EqualTo(new[] { false, true }));

    [TestCase("A=1", "1")]
    [TestCase("export A = 1 ", "1")]
    [TestCase("# c\n\nA=x#y # remark\r\n", "x#y")]
    [TestCase("A='a $b \\n' # c", "a $b \\n")]
    [TestCase("A=\"a\\n\\\"b\\\"\"", "a\n\"b\"")]
    [TestCase("A=\"one\ntwo\"\nB=1", "one\ntwo")]
    [TestCase("A=\n", "")]
    [TestCase("A=1\nA=2", "2")]
    [TestCase("A=${A}", "${A}")]
    public void An_environment_file_is_read_as_dotenv(string text, string expected)
    {
        File.WriteAllText(Path.Combine(_folder.Home, "x.env"), text);
        Assert.That(_folder.Server("\"command\": \"x\", \"envFile\": \"~/x.env\"").Environment["A"], Is.EqualTo(expected));
    }

    [Test]
    public void A_bad_line_of_an_environment_file_is_named_by_number_only()
    {
        File.WriteAllText(Path.Combine(_folder.Work, "x.env"), "A=\"1\n2\"\ns3cret\n");
        var configuration = _folder.Load("""{"mcpServers": {"one": {"command": "x", "envFile": "x.env"} } }""");
        Assert.That(configuration.Warnings.Single(), Does.Contain("line 3 of \"envFile\"").And.Not.Contain("s3cret"));
    }
}
