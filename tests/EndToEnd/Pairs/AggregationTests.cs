using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Pairs;

/// <summary>Two servers, of different eras, that offer things of the same names.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.Self)]
public sealed class AggregationTests(bool isClientModern) : IDisposable
{
    private readonly Workspace _workspace = new();
    private EraClient _client = null!; // Open
    private ScriptedChild _first = null!, _second = null!; // Open

    [OneTimeSetUp]
    public void Open()
    {
        _first = Offer(_workspace.AddScripted("first").Speak(isModern: false), "first");
        _second = Offer(_workspace.AddScripted("second").Speak(isModern: true), "second");
        _client = EraClient.Open(_workspace, isClientModern);
        _client.AwaitTool("first_same");
        _client.AwaitTool("second_same");
    }

    public void Dispose() => _workspace.Dispose();

    private static ScriptedChild Offer(ScriptedChild child, string name) => child
        .AnswerText("same", $"the tool of {name}")
        .On("prompts-list", """send {"jsonrpc":"2.0","id":{id},"result":{"prompts":[{"name":"same"}],"nextCursor":"2"}}""")
        .On("prompts-list-2", """send {"jsonrpc":"2.0","id":{id},"result":{"prompts":[{"name":"more"}]}}""")
        .On("prompts-get", Answer($$$"""{"messages":[{"role":"user","content":{"type":"text","text":"the prompt of {{{name}}}"}}]}"""))
        .On("resources-list", Answer($$$"""{"resources":[{"name":"shared","uri":"memo://shared"},{"name":"own","uri":"memo://{{{name}}}"}],"nextCursor":"2"}"""))
        .On("resources-list-2", Answer($$$"""{"resources":[{"name":"last","uri":"memo://{{{name}}}/last"}]}"""))
        .On("resources-templates-list", Answer($$$"""{"resourceTemplates":[{"name":"t","uriTemplate":"{{{name}}}://{x}"}]}"""))
        .On("resources-read", Answer($$$"""{"contents":[{"uri":"memo://x","text":"read of {{{name}}}"}]}"""))
        .On("completion-complete", Answer($$$"""{"completion":{"values":["of {{{name}}}"]}}"""));

    private static string Answer(string result) => $$$"""send {"jsonrpc":"2.0","id":{id},"result":{{{result}}}}""";

    [TestCase("prompts/list", "prompts", "name", "first_same first_more second_same second_more")]
    [TestCase("resources/list", "resources", "uri", "memo://shared memo://first memo://first/last memo://second memo://second/last")]
    [TestCase("resources/templates/list", "resourceTemplates", "uriTemplate", "first://{x} second://{x}")]
    public void Pages_of_all_servers_are_merged(string method, string member, string identity, string expected)
    {
        var (items, parameters) = (new List<string>(), "{}");
        while (true)
        {
            var result = RawClient.Parse(_client.Ask(method, parameters)).GetProperty("result");
            items.AddRange(result.GetProperty(member).EnumerateArray().Select(item => item.GetProperty(identity).GetString()!));
            if (!result.TryGetProperty("nextCursor", out var cursor)) break;
            parameters = $$"""{"cursor":{{cursor.GetRawText()}}}""";
        }

        Assert.That(items, Is.EquivalentTo(expected.Split(' ')));
    }

    [TestCase("tools/call", """{"name":"first_same","arguments":{}}""", "the tool of first")]
    [TestCase("tools/call", """{"name":"second_same","arguments":{}}""", "the tool of second")]
    [TestCase("prompts/get", """{"name":"first_more"}""", "the prompt of first")]
    [TestCase("prompts/get", """{"name":"second_same"}""", "the prompt of second")]
    [TestCase("resources/read", """{"uri":"memo://first/last"}""", "read of first")]
    [TestCase("resources/read", """{"uri":"memo://second"}""", "read of second")]
    [TestCase("resources/read", """{"uri":"second://anything"}""", "read of second")]
    [TestCase("resources/read", """{"uri":"memo://shared"}""", "read of first", TestName = "What_two_servers_have_is_read_from_the_first_of_the_configuration")]
    [TestCase("completion/complete", """{"ref":{"type":"ref/prompt","name":"second_same"},"argument":{"name":"a","value":""}}""", "of second")]
    [TestCase("completion/complete", """{"ref":{"type":"ref/resource","uri":"first://{x}"},"argument":{"name":"x","value":""}}""", "of first")]
    public void A_request_reaches_the_server_that_it_is_for(string method, string parameters, string expected)
    {
        foreach (var list in (string[])["prompts/list", "resources/list", "resources/templates/list"]) _client.Ask(list);
        Assert.That(_client.Ask(method, parameters), Does.Contain(expected));
    }

    [Test]
    public void The_shared_address_is_reported()
    {
        _client.Ask("resources/list");
        Assert.That(_client.Call("get_metadata"), Does.Contain("memo://shared"));
    }

    [Test]
    public void An_invented_cursor_is_an_error() =>
        Assert.That(RawClient.Parse(_client.Ask("resources/list", """{"cursor":"invented"}""")).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32602));

    [Test]
    public void Trace_context_and_unknown_meta_reach_the_server_and_reserved_keys_only_a_modern_one()
    {
        const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        foreach (var (name, child, isModern) in ((string, ScriptedChild, bool)[])[("first", _first, false), ("second", _second, true)])
        {
            _client.Ask("tools/call", $$$"""{"name":"{{{name}}}_same","arguments":{},"_meta":{"traceparent":"{{{Parent}}}","vendor/key":[1]}}""");
            var meta = RawClient.Parse(child.AwaitReceived("vendor/key")).GetProperty("params").GetProperty("_meta");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(meta.GetProperty("traceparent").GetString(), Is.EqualTo(Parent));
                Assert.That(meta.GetProperty("vendor/key").GetRawText(), Is.EqualTo("[1]"));
                Assert.That(meta.EnumerateObject().Count(member => member.Name.StartsWith("io.modelcontextprotocol/", StringComparison.Ordinal)), isModern ? Is.AtLeast(3) : Is.Zero);
            }
        }
    }

    [Test]
    public void A_modern_client_is_told_the_era_and_its_rules()
    {
        if (!isClientModern) return;
        var discovered = RawClient.Parse(_client.Ask("server/discover")).GetProperty("result");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(discovered.GetProperty("supportedVersions").GetRawText(), Does.Contain("2026-07-28"));
            Assert.That(discovered.GetProperty("resultType").GetString(), Is.EqualTo("complete"));
            Assert.That(discovered.GetProperty("cacheScope").GetString(), Is.EqualTo("private"));
            Assert.That(discovered.GetProperty("capabilities").TryGetProperty("tasks", out _), Is.False);
            Assert.That(ErrorCode(_client.Ask("ping")), Is.EqualTo(-32601));
            Assert.That(ErrorCode(_client.Ask("logging/setLevel", """{"level":"info"}""")), Is.EqualTo(-32601));
        }

        _client.Wire.Write("""{"jsonrpc":"2.0","id":"v","method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01","io.modelcontextprotocol/clientCapabilities":{}}}}""");
        var error = RawClient.Parse(_client.Wire.ReadAnswer("\"v\"")).GetProperty("error");
        Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(-32022));
        Assert.That(error.GetProperty("data").GetProperty("supported").GetRawText(), Does.Contain("2026-07-28"));
    }

    private static int ErrorCode(string answer) => RawClient.Parse(answer).TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetInt32() : 0;
}
