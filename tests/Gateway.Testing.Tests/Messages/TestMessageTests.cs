using System.Text.Json;

namespace Gateway.Testing.Tests.Messages;

internal sealed class TestMessageTests
{
    private const string Key = "house-1";

    private static IEnumerable<TestCaseData> All()
    {
        yield return Case(TestMessage.ToolCall("read", new { path = Key }), Direction.ToServer);
        yield return Case(TestMessage.ToolResult(Key), Direction.ToClient);
        yield return Case(TestMessage.ToolResult(Key, isError: true), Direction.ToClient);
        yield return Case(TestMessage.StructuredResult(new { key = Key }), Direction.ToClient);
        yield return Case(TestMessage.Error(Key), Direction.ToClient);
        yield return Case(TestMessage.Error("failed", new { key = Key }), Direction.ToClient);
        yield return Case(TestMessage.ListedTool("read", $"uses {Key}"), Direction.ToClient);
        yield return Case(TestMessage.Progress(Key), Direction.ToClient);
        yield return Case(TestMessage.LogMessage(new { line = Key }), Direction.ToClient);
        yield return Case(TestMessage.ResourceContents("file:///a", Key), Direction.ToClient);
        yield return Case(TestMessage.ResourceBlob("file:///a", System.Text.Encoding.UTF8.GetBytes(Key), "text/plain"), Direction.ToClient);
        yield return Case(TestMessage.PromptGet("greet", new { name = Key }), Direction.ToServer);
        yield return Case(TestMessage.PromptMessage(Key), Direction.ToClient);
        yield return Case(TestMessage.SamplingRequest(Key), Direction.ToClient);
        yield return Case(TestMessage.SamplingResult(Key), Direction.ToServer);
        yield return Case(TestMessage.ElicitationRequest(Key), Direction.ToClient);
        yield return Case(TestMessage.ElicitationResult(new { name = Key }), Direction.ToServer);
        yield return Case(TestMessage.Request("completion/complete", new { argument = new { value = Key } }), Direction.ToServer);
        yield return Case(TestMessage.Result("completion/complete", new { completion = new { values = new[] { Key } } }), Direction.ToClient);
        yield return Case(TestMessage.ServerRequest("some/thing", new { text = Key }), Direction.ToClient);
        yield return Case(TestMessage.ClientResult("roots/list", new { roots = new[] { new { uri = "file:///x", title = Key } } }), Direction.ToServer);
        yield return Case(TestMessage.Notification("notifications/own", new { text = Key }, Direction.ToServer), Direction.ToServer);
    }

    [TestCaseSource(nameof(All))]
    public async Task A_text_in_a_message_of_any_kind_is_masked(TestMessage message, Direction direction)
    {
        var result = await PluginTest.RunAsync(new HouseGuardrail(PluginTest.Context()), message);
        Assert.That(message.Direction, Is.EqualTo(direction));
        Assert.That(result.Findings, Has.Count.EqualTo(1), message.Json);
        Assert.That((result.IsBlocked, result.Json.Contains(Key, StringComparison.Ordinal)), Is.EqualTo((false, false)), result.Json);
    }

    [TestCaseSource(nameof(All))]
    public async Task A_block_of_a_message_of_any_kind_leaves_nothing_of_it(TestMessage message, Direction direction)
    {
        var result = await PluginTest.RunAsync(new HouseGuardrail(PluginTest.Context()), message, new { actions = new { house_key = "block" } });
        Assert.That((result.IsBlocked, result.Json.Contains(Key, StringComparison.Ordinal)), Is.EqualTo((true, false)), result.Json);
        if (result.Json.Length > 0) Assert.That(result.Root.GetProperty("id").GetInt32(), Is.EqualTo(1));
        Assert.That(direction, Is.EqualTo(message.Direction));
    }

    [Test]
    public void Arguments_are_written_as_they_are_named()
    {
        using var call = JsonDocument.Parse(TestMessage.ToolCall("read", new { maxLines = 3, Name = "ä<" }).Json);
        Assert.That(call.RootElement.GetProperty("params").GetRawText(), Is.EqualTo("""{"name":"read","arguments":{"maxLines":3,"Name":"ä<"}}"""));
    }

    [Test]
    public void Arguments_as_text_stay_as_they_are() =>
        Assert.That(TestMessage.ToolCall("read", """{ "a" : 1e2 }""").Json, Does.Contain("""{ "a" : 1e2 }"""));

    [Test]
    public void Arguments_that_are_no_JSON_are_an_error() =>
        Assert.That(() => TestMessage.ToolCall("read", "{no"), Throws.TypeOf<PluginTestException>().With.Message.Contains("the arguments"));

    [Test]
    public async Task A_resource_is_an_identity_which_is_refused_and_not_masked()
    {
        var result = await PluginTest.RunAsync(new HouseGuardrail(PluginTest.Context()), TestMessage.ResourceRead("file:///house-1"));
        Assert.That(result.BlockReason, Does.Contain("name or URI"));
    }

    [Test]
    public async Task Guardrails_are_told_server_tool_and_session()
    {
        MessageInfo? seen = null;
        var probe = new MessageProbe(message =>
        {
            seen = message.Info;
            return Verdict.Pass;
        });
        await PluginTest.RunAsync(probe, TestMessage.ToolCall("read") with { Server = "files", Session = "s1" });
        Assert.That((seen!.Server, seen.Tool, seen.Session, seen.Method, seen.IsAnswer), Is.EqualTo(("files", "read", "s1", "tools/call", false)));
    }

    private static TestCaseData Case(TestMessage message, Direction direction) => new TestCaseData(message, direction).SetArgDisplayNames($"{message.Method} {(message.IsAnswer ? "answer" : "")} {message.Json.Length}");
}
