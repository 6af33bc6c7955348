using System.Text;
using System.Text.Json;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Guarding;

public class NoteTests
{
    private const string Note = "\"mcp-gateway/guardrails\":{\"secret\":2}";

    [TestCase("""{}""", """{"_meta":{N}}""")]
    [TestCase("""{ }""", """{"_meta":{N} }""")]
    [TestCase("""{"x":1}""", """{"_meta":{N},"x":1}""")]
    [TestCase("""{"_meta":{},"x":1}""", """{"_meta":{N},"x":1}""")]
    [TestCase("""{"x":1,"_meta":{ "y":[1] }}""", """{"x":1,"_meta":{N, "y":[1] }}""")]
    [TestCase("""{"_meta":null,"x":1}""", """{"_meta":{N},"x":1}""")]
    [TestCase("""{"x":1,"_meta":[1]}""", """{"x":1,"_meta":{N}}""")]
    [TestCase("""{"_meta":{"mcp-gateway/guardrails":{"forged":9},"y":1}}""", """{"_meta":{N,"y":1}}""")]
    [TestCase("""{"_meta":{"y":1,"mcp\u002dgateway/guardrails":0,"mcp-gateway/blocked":{}}}""", """{"_meta":{N,"y":1}}""")]
    [TestCase("""{"_meta":{"\ud800":1}}""", """{"_meta":{N,"\ud800":1}}""")]
    public void The_note_is_the_only_one_and_nothing_else_changes(string result, string noted)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"result":{{result}} }"""));
        Assert.That(EnvelopeReader.Read(frame, 1024), Is.EqualTo(FrameFault.None));
        var counts = new FindingCounts();
        counts.Add("secret", 2);
        var bytes = GuardrailNote.AddTo(frame, counts);
        Assert.That(Encoding.UTF8.GetString(bytes), Is.EqualTo($$"""{"jsonrpc":"2.0","id":1,"result":{{noted.Replace("N", Note, StringComparison.Ordinal)}} }"""));
    }

    [Test]
    public void A_refused_call_gets_a_result_that_the_model_can_read()
    {
        var counts = new FindingCounts();
        counts.Add("secret");
        using var answer = JsonDocument.Parse(RefusedAnswer.ToolResult("\"i\""u8, Info("read"), new("words", "finding", "Because."), counts));
        Assert.That(JsonElement.DeepEquals(answer.RootElement, JsonElement.Parse("""
            {"jsonrpc":"2.0","id":"i","result":{"isError":true,
              "content":[{"type":"text","text":"Gateway policy violation: Request blocked by gateway policy for tool 'files/read'. Because."}],
              "_meta":{"mcp-gateway/blocked":{"guardrail":"words","code":"finding"},"mcp-gateway/guardrails":{"secret":1}}}}
            """)), Is.True, answer.RootElement.GetRawText());
    }

    [Test]
    public void Another_refused_request_gets_an_error()
    {
        using var answer = JsonDocument.Parse(RefusedAnswer.Error("7"u8, Info(null), new("words", "finding", "Because.")));
        var error = answer.RootElement.GetProperty("error");
        Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(ErrorCodes.Blocked));
        Assert.That(error.GetProperty("message").GetString(), Is.EqualTo("Gateway policy violation: Request blocked by gateway policy for 'resources/read'. Because."));
    }

    [Test]
    public void A_refusal_shows_no_hidden_characters_of_a_tools_name()
    {
        var answer = Encoding.UTF8.GetString(RefusedAnswer.ToolResult("7"u8, Info("a\u202Eb"), new("words", "finding", "Because."), null));
        Assert.That(answer, Does.Not.Contain("\u202E"));
    }

    private static MessageInfo Info(string? tool) => new() { Direction = Direction.ToServer, Method = "resources/read", Server = "files", Tool = tool };
}
