using System.Text;
using System.Text.Json;
using EndToEnd.Running;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EndToEnd.Pairs;

/// <summary>A secret in every place that a model, a server or a log could see is masked, whoever speaks which era.</summary>
[TestFixture(false, false)]
[TestFixture(false, true)]
[TestFixture(true, false)]
[TestFixture(true, true)]
[Parallelizable(ParallelScope.Self)]
public sealed class SecretTests(bool isClientModern, bool isServerModern) : IDisposable
{
    private readonly Workspace _workspace = new();
    private EraClient _client = null!; // Open
    private ScriptedChild _child = null!; // Open

    [OneTimeSetUp]
    public void Open()
    {
        _workspace.Environment["LOGLEVEL"] = "TRACE";
        _child = _workspace.AddScripted().Speak(isServerModern, Plant("Begin with SECRET."));
        foreach (var (name, result) in Results) _child.Answer(name, Plant(result));
        _child
            .Describe("text", Plant("""{"name":"text","title":"SECRET","description":"SECRET","inputSchema":{"type":"object","properties":{"a":{"type":"string","description":"SECRET","default":"SECRET"}}},"_meta":{"x":"SECRET"}}"""))
            .On("call-refuse", Plant("""send {"jsonrpc":"2.0","id":{id},"error":{"code":-32050,"message":"no SECRET","data":{"SECRET":["SECRET"]}}}"""))
            .On("call-say",
                Plant("""send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":1,"message":"at SECRET"}}"""),
                Plant("""send {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"error","logger":"l","data":{"x":["SECRET"]}}}"""),
                """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""")
            .On("call-err", Plant("stderr found SECRET"), """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""")
            .On("resources-list", Answer("""{"resources":[{"name":"r","title":"SECRET","uri":"memo://r","description":"SECRET"}]}"""))
            .On("resources-templates-list", Answer("""{"resourceTemplates":[{"name":"t","uriTemplate":"memo://{x}","description":"SECRET"}]}"""))
            .On("resources-read", Answer("""{"contents":[{"uri":"memo://r","mimeType":"text/plain","text":"SECRET"},{"uri":"memo://b","mimeType":"application/json","blob":"BASE64"}]}"""))
            .On("prompts-list", Answer("""{"prompts":[{"name":"p","title":"SECRET","description":"SECRET","arguments":[{"name":"a","description":"SECRET"}]}]}"""))
            .On("prompts-get", Answer("""{"description":"SECRET","messages":[{"role":"user","content":{"type":"text","text":"SECRET"}},{"role":"assistant","content":{"type":"resource","resource":{"uri":"memo://r","text":"SECRET"}}}]}"""))
            .On("completion-complete", Answer("""{"completion":{"values":["SECRET","x SECRET"],"total":2}}"""));
        foreach (var (tool, method, parameters, _) in Questions) _child.Ask(isServerModern, tool, method, Plant(parameters));
        _client = EraClient.Open(_workspace, isClientModern, "--log-file", _workspace.PathOf("gateway.log"));
        _client.AwaitTool("child_text");
    }

    public void Dispose() => _workspace.Dispose();

    private static readonly (string Name, string Result)[] Results =
    [
        ("text", """{"content":[{"type":"text","text":"a SECRET b","annotations":{"audience":["user"]},"_meta":{"x":"SECRET"}}],"_meta":{"y":"SECRET"}}"""),
        ("structured", """{"content":[{"type":"text","text":"{\"k\":\"SECRET\"}"}],"structuredContent":{"k":"SECRET","SECRET":[{"n":"SECRET"}]}}"""),
        ("embedded", """{"content":[{"type":"resource","resource":{"uri":"memo://a","mimeType":"text/plain","text":"SECRET"}},{"type":"resource","resource":{"uri":"memo://b","mimeType":"application/json","blob":"BASE64"}},{"type":"resource_link","uri":"memo://c","name":"c","description":"SECRET"}]}"""),
        ("failed", """{"content":[{"type":"text","text":"failed with SECRET"}],"isError":true}"""),
        ("unknown", """{"content":[],"ofTomorrow":{"deep":["SECRET"]}}"""),
    ];

    private static readonly (string Tool, string Method, string Parameters, string Answer)[] Questions =
    [
        ("form", "elicitation/create", """{"mode":"form","message":"SECRET?","requestedSchema":{"type":"object","properties":{"a":{"type":"string","title":"SECRET","default":"SECRET"}}}}""", """{"action":"accept","content":{"a":"SECRET"}}"""),
        ("sample", "sampling/createMessage", """{"messages":[{"role":"user","content":{"type":"text","text":"SECRET"}}],"systemPrompt":"SECRET","maxTokens":5}""", """{"role":"assistant","model":"m","content":{"type":"text","text":"SECRET"}}"""),
        ("roots", "roots/list", """{"_meta":{"x":"SECRET"}}""", """{"roots":[{"uri":"file:///a","name":"SECRET"}]}"""),
    ];

    private static IEnumerable<string> Tools => Results.Select(result => result.Name);

    private static IEnumerable<string> Asking => Questions.Select(question => question.Tool);

    [TestCaseSource(nameof(Tools))]
    public void In_a_result(string tool)
    {
        var answer = _client.Call($"child_{tool}");
        AssertMasked(answer);
        AssertReadable(answer, typeof(CallToolResult));
    }

    [Test]
    public void In_an_error() => AssertMasked(_client.Call("child_refuse"));

    [TestCase("tools/list", "{}", typeof(ListToolsResult))]
    [TestCase("resources/list", "{}", typeof(ListResourcesResult))]
    [TestCase("resources/templates/list", "{}", typeof(ListResourceTemplatesResult))]
    [TestCase("prompts/list", "{}", typeof(ListPromptsResult))]
    [TestCase("resources/read", """{"uri":"memo://r"}""", typeof(ReadResourceResult))]
    [TestCase("prompts/get", """{"name":"child_p"}""", typeof(GetPromptResult))]
    [TestCase("completion/complete", """{"ref":{"type":"ref/prompt","name":"child_p"},"argument":{"name":"a","value":""}}""", typeof(CompleteResult))]
    public void In_the_answer_to(string method, string parameters, Type result)
    {
        var answer = _client.Ask(method, parameters);
        AssertMasked(answer);
        AssertReadable(answer, result);
    }

    [TestCaseSource(nameof(Asking))]
    public void In_what_a_server_asks_and_in_its_answer(string tool)
    {
        var (_, method, _, answer) = Questions.Single(question => question.Tool == tool);
        var (asked, result) = _client.CallAsked($"child_{tool}", method, Plant(answer));
        var received = _child.AwaitReceived(isServerModern ? "inputResponses" : $"\"asks {tool}\"");
        if (isServerModern) received = _child.Received.Last(line => line.Contains($"{tool} key", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            // A legacy server's _meta stays with it where the question changes its form.
            if (tool != "roots" || isClientModern == isServerModern) AssertMasked(asked);
            AssertClean(asked);
            AssertMasked(received);
            Assert.That(RawClient.TextOf(RawClient.Parse(result)), Is.EqualTo("asked"));
            if (isClientModern) AssertReadable(asked, typeof(InputRequiredResult));
        }
    }

    [Test]
    public void In_notifications()
    {
        if (!isClientModern) _client.Ask("logging/setLevel", """{"level":"debug"}""");
        var notifications = new List<string>();
        _client.Ask("tools/call", """{"name":"child_say","arguments":{},"_meta":{"progressToken":"mine","io.modelcontextprotocol/logLevel":"debug"}}""", notifications);
        notifications.RemoveAll(line => line.Contains("list_changed", StringComparison.Ordinal));
        Assert.That(notifications, Has.Count.EqualTo(2));
        foreach (var line in notifications) AssertMasked(line);
    }

    [Test]
    public void In_arguments_on_their_way_to_the_server()
    {
        _client.Call("child_text", Plant("""{"place":"arguments","a":["SECRET"],"SECRET":1}"""));
        AssertMasked(_child.AwaitReceived("\"place\":\"arguments\""));
        _client.Ask("prompts/get", Plant("""{"name":"child_p","arguments":{"place":"prompt","a":"SECRET"}}"""));
        AssertMasked(_child.AwaitReceived("\"place\":\"prompt\""));
        _client.Ask("completion/complete", Plant("""{"ref":{"type":"ref/prompt","name":"child_p"},"argument":{"name":"completed","value":"SECRET"}}"""));
        AssertMasked(_child.AwaitReceived("\"completed\""));
    }

    [Test]
    public void In_what_the_gateway_says_of_its_servers()
    {
        _client.Call("child_err");
        AssertClean(_client.Call("get_metadata"));
    }

    [Test]
    public void Nowhere_in_logs_or_on_disk()
    {
        // One of its own, which the test can end: a file that is being written can't be read.
        var client = EraClient.Open(_workspace, isClientModern, "--log-file", _workspace.PathOf("own.log"));
        client.AwaitTool("child_text");
        foreach (var tool in (string[])[.. Tools, "refuse", "say", "err"]) client.Call($"child_{tool}", Plant("""{"a":"SECRET"}"""));
        client.Wire.CloseInput();
        client.Wire.WaitForExit();
        AssertClean(client.Wire.Error);
        AssertClean(File.ReadAllText(_workspace.PathOf("own.log")));
        foreach (var file in Directory.EnumerateFiles(_workspace.Environment["MCP_GATEWAY_HOME"], "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith(".new", StringComparison.Ordinal))) AssertClean(Encoding.Latin1.GetString(File.ReadAllBytes(file)), file);
    }

    [Test]
    public void In_the_instructions_of_the_next_session()
    {
        var next = EraClient.Open(_workspace, isModern: true);
        var discovered = next.Ask("server/discover");
        AssertMasked(discovered);
        Assert.That(discovered, Does.Contain("Begin with"));
    }

    /// <summary>What is masked is still what the protocol says: the SDK can read it.</summary>
    private static void AssertReadable(string answer, Type result) =>
        Assert.That(() => RawClient.Parse(answer).GetProperty("result").Deserialize(result, McpJsonUtilities.DefaultOptions), Is.Not.Null, answer);

    private static string Answer(string result) => Plant($$"""send {"jsonrpc":"2.0","id":{id},"result":{{result}}}""");

    private static string Plant(string text) => text
        .Replace("SECRET", Secrets.HuggingFace, StringComparison.Ordinal)
        .Replace("BASE64", Convert.ToBase64String(Encoding.UTF8.GetBytes("key " + Secrets.HuggingFace)), StringComparison.Ordinal);

    private static void AssertMasked(string text)
    {
        AssertClean(text);
        Assert.That(text, Does.Contain(Secrets.HuggingFaceMask));
        RawClient.Parse(text);
    }

    private static void AssertClean(string text, string place = "") =>
        Assert.That(text, Does.Not.Contain(Secrets.HuggingFace[..20]).And.Not.Contain(Plant("BASE64")[8..40]), place);
}
