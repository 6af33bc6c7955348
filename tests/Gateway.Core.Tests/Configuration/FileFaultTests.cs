using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Configuration;

public class FileFaultTests
{
    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string FaultOf(string path) =>
        Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(path, null, _folder.Environment))!.Message;

    [Test]
    public void A_missing_file_is_named() => Assert.That(FaultOf("~/none.json"), Is.EqualTo($"The configuration file {_folder.Home}/none.json does not exist."));

    [Test]
    public void A_folder_is_named() => Assert.That(FaultOf(_folder.Files), Is.EqualTo($"{_folder.Files} is a folder; give the configuration file in it."));

    [Test]
    public void A_file_that_cannot_be_read_is_named()
    {
        using var locked = new FileStream(_folder.McpJson, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.That(FaultOf(_folder.McpJson), Does.StartWith($"The configuration file {_folder.McpJson} cannot be read"));
    }

    [Test]
    public void A_relative_path_starts_from_the_working_folder()
    {
        File.WriteAllText(Path.Combine(_folder.Work, "m.json"), "{}");
        Assert.That(ConfigurationLoader.Load("m.json", null, _folder.Environment).Path, Is.EqualTo(Path.Combine(_folder.Work, "m.json")));
    }

    [TestCase("", ": the file is empty; the least is {}.")]
    [TestCase("[]", ", line 1, column 1: the file must hold one JSON object, { … }.")]
    [TestCase("{\n  \"é\": tsecret }", ", line 2, column 9: this is not valid JSON: unexpected 's'.")]
    [TestCase("{\"a\": 1\n \"b\": 2}", ", line 2, column 2: this is not valid JSON: unexpected '\"'; a comma is missing before it.")]
    [TestCase("{\"a\": {", ", line 1, column 8: this is not valid JSON: the file ends too early; a bracket or quote is not closed.")]
    [TestCase("{} x", ", line 1, column 4: this is not valid JSON: unexpected 'x'.")]
    [TestCase("{\"mcpServers\": {\"a\": {\"command\": \"\\ud800\"}}}", ", line 1, column 34: the text has half of a surrogate pair (\\ud800 … \\udfff).")]
    public void Invalid_text_is_named_by_line_and_column_and_never_quoted(string json, string problem) =>
        Assert.That(_folder.Fault(json), Is.EqualTo(_folder.McpJson + problem));

    [Test]
    public void Text_that_is_not_utf8_is_refused()
    {
        File.WriteAllBytes(_folder.McpJson, [(byte)'{', 0xFF, (byte)'}']);
        Assert.That(FaultOf(_folder.McpJson), Does.EndWith("the file is not UTF-8 text; save it as UTF-8."));
    }

    [Test]
    public void Text_that_nests_too_deeply_is_refused() => Assert.That(
        _folder.Fault("{\"mcpServers\": " + new string('[', 300) + new string(']', 300) + "}"), Does.EndWith("this is not valid JSON: it nests too deeply."));
}
