using Gateway.Core.Protocol;
using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Text;

/// <summary>Design §3, "Places": one case a row. <c>S</c> stands for the secret and <c>M</c> for its mask.</summary>
public class PlaceTests
{
    private const string S = Slot.Word;
    private const string M = "<SECRET>";

    [TestCase("""{"content":[{"type":"text","text":"a S b"}]}""")]
    [TestCase("""{"content":[{"type":"other","data":"S"}]}""", TestName = "data_of_an_unknown_block_type")]
    [TestCase("""{"content":[{"data":"S"}]}""", TestName = "data_without_a_type")]
    [TestCase("""{"content":[{"type":"audiobook","data":"S"}]}""")]
    [TestCase("""{"content":[{"type":"resource","resource":{"uri":"file:///a","mimeType":"text/plain","text":"S"}}]}""")]
    [TestCase("""{"content":[{"type":"resource_link","uri":"file:///a","name":"a","title":"S","description":"S"}]}""")]
    [TestCase("""{"content":[{"type":"tool_use","id":"1","name":"t","input":{"deep":[{"x":"S"}]}}]}""")]
    [TestCase("""{"content":[{"type":"tool_result","toolUseId":"1","content":[{"type":"text","text":"S"}],"structuredContent":{"a":"S"}}]}""")]
    [TestCase("""{"content":[{"type":"text","text":"ok","_meta":{"x":"S"},"annotations":{"note":"S"}}]}""")]
    [TestCase("""{"content":[],"structuredContent":{"a":{"b":["S",{"c":"xSx"}]}}}""")]
    [TestCase("""{"content":[],"structuredContent":"S"}""")]
    [TestCase("""{"content":[],"_meta":{"trace":{"x":"S"},"S":1}}""")]
    [TestCase("""{"content":[],"unheardOf":{"x":"S"}}""")]
    [TestCase("""{"content":"S"}""")]
    [TestCase("""["S",{"a":"S"}]""")]
    [TestCase("\"S\"")]
    public void Text_of_a_tool_result_is_masked(string result) => AssertMasked(session => session.Result(Real(result)), result);

    [TestCase("""{"content":[{"type":"image","data":"S","mimeType":"S"}]}""")]
    [TestCase("""{"content":[{"data":"S","mimeType":"image/png","type":"image"}]}""", TestName = "image_data_before_its_type")]
    [TestCase("""{"content":[{"type":"audio","data":"S"}]}""")]
    [TestCase("""{"content":[{"data":"S","type":"audio"}]}""", TestName = "audio_data_before_its_type")]
    [TestCase("""{"content":[{"\u0074ype":"image","data":"S"}]}""", TestName = "image_data_with_an_escaped_type")]
    [TestCase("""{"content":[{"type":"S"}]}""")]
    [TestCase("""{"content":[{"type":"tool_use","id":"S"},{"type":"tool_result","toolUseId":"S"}]}""")]
    [TestCase("""{"content":[{"type":"resource","resource":{"uri":"a","mimeType":"S","blob":"!S!"}}]}""", TestName = "blob_of_a_MIME_type_that_is_no_text")]
    [TestCase("""{"content":[{"type":"text","text":"","annotations":{"audience":["S"],"lastModified":"S"}}]}""")]
    [TestCase("""{"content":[{"type":"resource_link","uri":"a","name":"b","icons":[{"src":"data:image/png;base64,S","mimeType":"S","sizes":["S"],"theme":"S"}]}]}""")]
    [TestCase("""{"content":[],"nextCursor":"S","resultType":"S","requestState":"S","taskId":"S"}""")]
    [TestCase("""{"task":{"taskId":"S","status":"S"}}""")]
    [TestCase("""{"content":[],"_meta":{"progressToken":"S","traceparent":"S","tracestate":"S","baggage":"S","io.modelcontextprotocol/subscriptionId":"S"}}""")]
    [TestCase("""{"content":[],"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"S"}}}""")]
    public void What_is_opaque_in_a_result_is_never_touched(string result) => AssertUntouched(session => session.Result(Real(result)), result);

    [TestCase("""{"content":[{"type":"text","text":{"type":"S"}}]}""")]
    [TestCase("""{"content":[{"type":"text","text":"","data":{"type":"image","x":"S"}}]}""")]
    [TestCase("""{"content":[{"type":{"x":"S"},"text":""}]}""")]
    [TestCase("""{"content":[{"type":"resource","resource":{"uri":"a","blob":{"mimeType":"image/png","x":"S"}}}]}""")]
    [TestCase("""{"content":[{"type":"text","text":"","icons":[{"src":{"x":"data:S"}}]}]}""")]
    [TestCase("""{"content":[],"nextCursor":{"x":["S"]}}""")]
    [TestCase("""{"content":[{"type":"text","text":"","annotations":{"audience":{"x":"S"}}}]}""")]
    [TestCase("""{"content":[{"type":"text","text":"","icons":[{"src":"a","sizes":[{"x":"S"}]}]}]}""")]
    public void An_object_where_the_specification_has_a_single_value_is_text(string result) => AssertMasked(session => session.Result(Real(result)), result);

    [TestCase("""{"content":[{"type":"image","type":"text","data":"S"}]}""")]
    [TestCase("""{"content":[{"type":"text","data":"S","type":"image"}]}""")]
    public void Data_of_a_block_with_two_types_is_text(string result) => AssertMasked(session => session.Result(Real(result)), result);

    [TestCase("""{"content":[{"type":"text","text":"","icons":[{"src":"https://x/S.png"},{"src":"data:text/plain,S"}]}]}""")]
    [TestCase("""{"isError":"S","ttl":"S","completion":{"values":[],"total":"S"}}""")]
    [TestCase("""{"description":"S","messages":[{"role":"user","content":{"type":"text","text":"S"}},{"role":"user","content":[{"type":"text","text":"S"}]}]}""")]
    [TestCase("""{"instructions":"S","serverInfo":{"name":"S"}}""")]
    [TestCase("""{"completion":{"values":["S"]}}""")]
    [TestCase("""{"contents":[{"uri":"file:///a","text":"S","_meta":{"x":"S"}}]}""")]
    public void Text_of_other_results_is_masked(string result) => AssertMasked(session => session.Result(Real(result), "some/method"), result);

    [TestCase("""{"code":-32000,"message":"no S","data":{"deep":["S",{"S":1}]}}""")]
    [TestCase("""{"code":"S","message":""}""")]
    public void Message_and_data_of_an_error_are_masked(string error) => AssertMasked(session => session.Error(Real(error)), error);

    [TestCase(Methods.ToolsCall, """{"name":"t","arguments":{"a":"S","b":[{"c":"S"}],"name":"S","uri":"S","type":"S","S":""}}""")]
    [TestCase(Methods.ToolsCall, """{"name":"t","_meta":{"x":"S"}}""")]
    [TestCase(Methods.PromptsGet, """{"name":"t","arguments":{"a":"S"}}""")]
    [TestCase("completion/complete", """{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"S"},"context":{"arguments":{"x":"S"}}}""")]
    [TestCase("unheard/of", """{"x":"S"}""")]
    [TestCase("unheard/of", """["S"]""")]
    public void Text_of_a_request_is_masked(string method, string parameters) => AssertMasked(session => session.Request(Real(parameters), method), parameters);

    [TestCase(Methods.ToolsCall, """{"name":"t","requestState":"S","_meta":{"progressToken":"S"},"task":{"ttl":123456789}}""")]
    [TestCase("tools/list", """{"cursor":"S"}""")]
    [TestCase("tasks/get", """{"taskId":"S"}""")]
    [TestCase("completion/complete", """{"ref":{"type":"S"},"argument":{}}""")]
    public void What_is_opaque_in_a_request_is_never_touched(string method, string parameters) =>
        AssertUntouched(session => session.Request(Real(parameters), method), parameters);

    [TestCase(Methods.ToolsCall, """{"name":"S"}""")]
    [TestCase(Methods.ToolsCall, """{"name":"a S b","arguments":{}}""")]
    [TestCase(Methods.ResourcesRead, """{"uri":"file:///S"}""")]
    [TestCase(Methods.PromptsGet, """{"name":"S"}""")]
    [TestCase("completion/complete", """{"ref":{"type":"ref/resource","uri":"file:///S"},"argument":{"name":"a","value":"b"}}""")]
    [TestCase("completion/complete", """{"ref":{"type":"ref/prompt","name":"S"},"argument":{"name":"a","value":"b"}}""")]
    public void A_finding_in_an_identity_of_a_request_blocks_it(string method, string parameters)
    {
        using var session = new GuardedSession(Slot.Words);
        var refusal = session.Request(Real(parameters), method).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("finding"));
        Assert.That(refusal!.Reason, Does.Contain("name or URI").And.Not.Contain(S));
    }

    [TestCase(Methods.Progress, """{"progressToken":1,"progress":0,"message":"S"}""")]
    [TestCase(Methods.Progress, """{"progressToken":1,"progress":"S","total":"S"}""")]
    [TestCase(Methods.LogMessage, """{"level":"info","logger":"S","data":{"x":"S"}}""")]
    [TestCase(Methods.LogMessage, """{"level":"info","data":"S"}""")]
    [TestCase(Methods.Cancelled, """{"requestId":"1","reason":"S"}""")]
    [TestCase("notifications/unheard/of", """{"x":{"S":"S"}}""")]
    public void Text_of_a_notification_is_masked(string method, string parameters) => AssertMasked(session => session.Notification(method, Real(parameters)), parameters);

    [TestCase(Methods.Progress, """{"progressToken":"S","progress":12345678,"total":12345678}""")]
    [TestCase(Methods.LogMessage, """{"level":"S","data":""}""")]
    [TestCase(Methods.Cancelled, """{"requestId":"S"}""")]
    [TestCase("notifications/elicitation/complete", """{"elicitationId":"S"}""")]
    public void What_is_opaque_in_a_notification_is_never_touched(string method, string parameters) =>
        AssertUntouched(session => session.Notification(method, Real(parameters)), parameters);

    [TestCase(Methods.SamplingCreateMessage, """{"messages":[{"role":"user","content":{"type":"text","text":"S"}}],"systemPrompt":"S","maxTokens":9}""")]
    [TestCase(Methods.SamplingCreateMessage, """{"messages":[{"role":"user","content":[{"type":"text","text":"S"}],"_meta":{"x":"S"}}],"metadata":{"x":"S"},"stopSequences":["S"]}""")]
    [TestCase(Methods.SamplingCreateMessage, """{"messages":[],"tools":[{"name":"t","description":"S","inputSchema":{}}]}""")]
    [TestCase(Methods.ElicitationCreate, """{"message":"S","requestedSchema":{"type":"object","properties":{"a":{"type":"string","title":"S","default":"S"}}}}""")]
    public void Text_of_a_servers_request_is_masked(string method, string parameters) => AssertMasked(session => session.ServerRequest(method, Real(parameters)), parameters);

    [TestCase(Methods.SamplingCreateMessage, """{"messages":[{"role":"S","content":{"type":"image","data":"S"}}],"maxTokens":123456789,"includeContext":"S","toolChoice":{"mode":"S"}}""")]
    [TestCase(Methods.ElicitationCreate, """{"mode":"S","elicitationId":"S","message":""}""")]
    public void What_is_opaque_in_a_servers_request_is_never_touched(string method, string parameters) =>
        AssertUntouched(session => session.ServerRequest(method, Real(parameters)), parameters);

    [TestCase("execution", """{"x":"S","taskSupport":"optional"}""")]
    [TestCase("inputSchema", """{"type":{"x":"S"},"maxLength":"S"}""")]
    public async Task An_odd_member_of_a_listed_tool_is_text(string member, string value)
    {
        using var session = new GuardedSession(Slot.Words);
        var entry = Real($$"""{"name":"t","{{member}}":{{value}}}""");
        var passage = await session.ToolAsync(entry);
        Assert.That(System.Text.Encoding.UTF8.GetString(passage.Frame.Bytes), Is.EqualTo(entry.Replace(S, M, StringComparison.Ordinal)));
    }

    [Test]
    public void A_finding_in_the_method_of_a_message_that_the_gateway_does_not_know_blocks_it()
    {
        using var session = new GuardedSession(Slot.Words);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(session.Notification("notifications/" + S, "{}").Refusal?.Code, Is.EqualTo("finding"));
            Assert.That(session.Request("{}", S + "/get").Refusal?.Code, Is.EqualTo("finding"));
            Assert.That(session.Notification("notifications/unheard", "{}").Refusal, Is.Null);
        }
    }

    [Test]
    public void A_finding_in_the_address_that_a_server_asks_the_user_to_open_blocks_the_request()
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(session.ServerRequest(Methods.ElicitationCreate, $$"""{"mode":"url","url":"https://x/?t={{S}}","message":""}""").Refusal?.Code, Is.EqualTo("finding"));
    }

    [TestCase(Methods.SamplingCreateMessage, """{"role":"assistant","content":{"type":"text","text":"S"},"model":"S"}""")]
    [TestCase(Methods.ElicitationCreate, """{"action":"accept","content":{"password":"S","S":true}}""")]
    [TestCase(Methods.ElicitationCreate, """{"action":"accept","content":{"id":"S","type":"S","name":"S","size":"S","data":"S","uri":"S","mimeType":"S"}}""")]
    [TestCase(Methods.RootsList, """{"roots":[{"uri":"file:///a","name":"S"}]}""")]
    public void Text_of_the_clients_answer_to_a_server_is_masked(string method, string result) => AssertMasked(session => session.ClientAnswer(method, Real(result)), result);

    [Test]
    public void A_finding_in_the_name_of_a_content_block_withholds_only_that_block()
    {
        using var session = new GuardedSession(Slot.Words);
        var json = session.Result(Real("""{"content":[{"type":"text","text":"a S"},{"uri":"file:///S","title":"S","type":"resource_link","name":"n"},{"type":"text","text":"b"}]}""")).Json();
        Assert.That(json, Is.EqualTo(
            """{"content":[{"type":"text","text":"a <SECRET>"},{"type":"text","text":"[withheld by the gateway: <SECRET> in a name or URI]"},{"type":"text","text":"b"}]}"""));
    }

    [Test]
    public void A_finding_in_the_URI_of_an_embedded_resource_withholds_its_block()
    {
        using var session = new GuardedSession(Slot.Words);
        var json = session.Result(Real("""{"content":[{"type":"resource","resource":{"text":"S","uri":"file:///S"}}]}""")).Json();
        Assert.That(json, Is.EqualTo("""{"content":[{"type":"text","text":"[withheld by the gateway: <SECRET> in a name or URI]"}]}"""));
    }

    [Test]
    public void Findings_in_a_nested_block_and_in_its_parent_withhold_the_parent_once()
    {
        using var session = new GuardedSession(Slot.Words);
        var json = session.Result(Real("""{"content":[{"type":"tool_result","content":[{"type":"resource_link","uri":"S","name":"S"}],"name":"S"}]}""")).Json();
        Assert.That(json, Is.EqualTo("""{"content":[{"type":"text","text":"[withheld by the gateway: <SECRET> in a name or URI]"}]}"""));
    }

    [Test]
    public void A_finding_in_the_URI_of_a_read_resource_blocks_the_answer()
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(session.Result(Real("""{"contents":[{"uri":"file:///S","text":""}]}"""), Methods.ResourcesRead).Refusal?.Code, Is.EqualTo("finding"));
    }

    private static string Real(string json) => json.Replace("\"S", "\"" + S, StringComparison.Ordinal).Replace("S\"", S + "\"", StringComparison.Ordinal)
        .Replace("/S", "/" + S, StringComparison.Ordinal).Replace(" S ", $" {S} ", StringComparison.Ordinal).Replace("xSx", $"x{S}x", StringComparison.Ordinal)
        .Replace(",S", "," + S, StringComparison.Ordinal).Replace(":S", ":" + S, StringComparison.Ordinal).Replace("!S!", $"!{S}!", StringComparison.Ordinal)
        .Replace(S + S, S, StringComparison.Ordinal);

    private static void AssertMasked(Func<GuardedSession, Gateway.Core.Guarding.Passage> send, string payload)
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(send(session).Json(), Is.EqualTo(Real(payload).Replace(S, M, StringComparison.Ordinal)));
    }

    // A guardrail that finds everything: whatever it may see would change.
    private static void AssertUntouched(Func<GuardedSession, Gateway.Core.Guarding.Passage> send, string payload)
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(send(session).Json(), Is.EqualTo(Real(payload)));
        using var greedy = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            if (leaf.Kind == LeafKind.Number || leaf.Text.Contains(S, StringComparison.Ordinal)) findings.Add(Kind.Secret, 0, leaf.Text.Length);
        })));
        Assert.That(send(greedy).Json(), Is.EqualTo(Real(payload)));
    }
}
