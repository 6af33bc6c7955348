using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class EnvelopeReaderTests
{
    private const int Depth = 1024;

    private static (Frame Frame, FrameFault Fault) Read(string json, int depth = Depth)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(json));
        return (frame, EnvelopeReader.Read(frame, depth));
    }

    private static FrameFault FaultOf(string json) => Read(json).Fault;

    private static string Raw(Frame frame, Slice slice) => Encoding.UTF8.GetString(frame.Raw(slice));

    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", FrameKind.Request)]
    [TestCase("""{"jsonrpc":"2.0","method":"ping","params":{}}""", FrameKind.Notification)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{}}""", FrameKind.Result)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":null}""", FrameKind.Result)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":[]}""", FrameKind.Result)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}""", FrameKind.Error)]
    [TestCase("""{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}""", FrameKind.Error)]
    [TestCase("""{"error":{},"jsonrpc":"2.0","id":null}""", FrameKind.Error)]
    [TestCase(""" { "result" : { } , "id" : "a" , "jsonrpc" : "2.0" } """, FrameKind.Result)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"method\":\"x\"}\r", FrameKind.Notification)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":[1,2]}""", FrameKind.Request)]
    [TestCase("""{"\u006asonrpc":"\u0032.0","i\u0064":1,"metho\u0064":"ping"}""", FrameKind.Request)]
    public void Every_kind_is_known_by_its_members(string json, int kind)
    {
        var (frame, fault) = Read(json);
        Assert.That(fault, Is.EqualTo(FrameFault.None));
        Assert.That(frame.Envelope.Kind, Is.EqualTo((FrameKind)kind));
    }

    [TestCase("""{"jsonrpc":"2.0"}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"id":1,"method":"x"}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{},"params":{}}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"params":[],"error":{}}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"1.0","id":1,"method":"x"}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":2.0,"id":1,"method":"x"}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":5}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","result":{}}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{},"error":{}}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","result":{}}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":"text"}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"Method":"x"}""", FrameFault.DoubledMember)]
    [TestCase("{}", FrameFault.NotJsonRpc)]
    [TestCase("[]", FrameFault.Batch)]
    [TestCase("""[{"jsonrpc":"2.0","id":1,"method":"x"}]""", FrameFault.Batch)]
    [TestCase("5", FrameFault.NotAnObject)]
    [TestCase("\"text\"", FrameFault.NotAnObject)]
    [TestCase("null", FrameFault.NotAnObject)]
    [TestCase("", FrameFault.InvalidJson)]
    [TestCase("{", FrameFault.InvalidJson)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x" """, FrameFault.InvalidJson)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[""", FrameFault.InvalidJson)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x"}{}""", FrameFault.InvalidJson)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x",}""", FrameFault.InvalidJson)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x"} // remark""", FrameFault.InvalidJson)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"\ud8"}""", FrameFault.InvalidJson)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\u0001\"}", FrameFault.InvalidJson)]
    [TestCase("\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}", FrameFault.InvalidJson)]
    [TestCase("""{"id":1,"id":2,"method":"x",""", FrameFault.InvalidJson)]
    public void What_is_no_message_has_its_fault(string json, int fault) => Assert.That(FaultOf(json), Is.EqualTo((FrameFault)fault));

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("1e3")]
    [TestCase("18446744073709551616")]
    [TestCase("\"\"")]
    [TestCase("\"a\\\"\\u0062\\ud83d\\ude00 é\"")]
    [TestCase("\"\\ud800\"")]
    public void An_id_is_kept_as_it_is_written(string id)
    {
        var (frame, fault) = Read($$"""{"jsonrpc":"2.0", "id" : {{id}} ,"method":"x"}""");
        Assert.That(fault, Is.EqualTo(FrameFault.None));
        Assert.That(Raw(frame, frame.Envelope.Id), Is.EqualTo(id));
    }

    [TestCase("null")]
    [TestCase("true")]
    [TestCase("false")]
    [TestCase("{}")]
    [TestCase("{\"id\":1}")]
    [TestCase("[1]")]
    public void An_id_that_is_neither_text_nor_number_is_refused(string id)
    {
        Assert.That(FaultOf($$"""{"jsonrpc":"2.0","id":{{id}},"method":"x"}"""), Is.EqualTo(FrameFault.InvalidId));
        Assert.That(FaultOf($$"""{"jsonrpc":"2.0","result":{},"id":{{id}} }"""), Is.EqualTo(FrameFault.InvalidId));
    }

    [TestCase("""{"jsonrpc":"2.0","id":1,"id":2,"method":"x"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"ID":2,"method":"x"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"\u0069d":2,"method":"x"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"\u0049\u0044":2,"method":"x"}""")]
    [TestCase("""{"jsonrpc":"2.0","JsonRpc":"1.0","id":1,"method":"x"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","method":"y"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","METHOD":"y"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{},"Params":{}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{},"Result":{}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"error":{},"ERROR":{}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"name":"safe","name":"rm"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"name":"safe","Name":"rm"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"name":"safe","\u006eame":"rm"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"\u004eame":"rm","name":"safe"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"NAME":"rm","Name":"safe"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"uri":"a","URI":"b"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"arguments":{},"Arguments":{}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{},"_Meta":{}}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"x","params":{"requestId":1,"requestID":2}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"x","params":{"taskId":1,"taskid":2}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"x","params":{"requestState":"a","RequestState":"b"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"progressToken":1,"progresstoken":2}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"progressToken":1,"progres\u0073Token":2}}}""")]
    public void A_doubled_routing_member_is_refused(string json) => Assert.That(FaultOf(json), Is.EqualTo(FrameFault.DoubledMember));

    // Go's encoding/json folds U+017F and U+212A onto s and k.
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{},\"param\u017F\":{}}")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{},\"param\\u017F\":{}}")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"arguments\":{},\"ARGUMENT\u017F\":{}}}")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"taskId\":1,\"ta\u017F\u212AId\":2}}")]
    public void A_member_doubled_in_a_letter_that_some_servers_fold_is_refused(string json) => Assert.That(FaultOf(json), Is.EqualTo(FrameFault.DoubledMember));

    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"name":"n","arguments":{"name":1,"name":2,"Name":3,"id":1,"id":2}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"other":{"uri":1,"uri":2}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"own":1,"own":2}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"x":{"progressToken":1,"progressToken":2}}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{"content":[],"content":[]}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","id2":1,"other":{"id":1,"id":2}}""")]
    public void Other_members_may_be_doubled(string json) => Assert.That(FaultOf(json), Is.EqualTo(FrameFault.None));

    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","\ud800":1}""", FrameFault.None)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"\udc00x":1}}""", FrameFault.None)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"\ud800\ud800":1}}}""", FrameFault.None)]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{"\ud800":1}}""", FrameFault.None)]
    [TestCase("""{"jsonrpc":"\ud800","id":1,"method":"x"}""", FrameFault.NotJsonRpc)]
    [TestCase("""{"jsonrpc":"2.0","id":"\ud800","method":"\udfff"}""", FrameFault.None)]
    public void A_lone_surrogate_is_text_like_any_other(string json, int fault) => Assert.That(FaultOf(json), Is.EqualTo((FrameFault)fault));

    [TestCase(0xFF)]
    [TestCase(0xC0, 0x80)]
    [TestCase(0xED, 0xA0, 0x80)]
    [TestCase(0xF5, 0x80, 0x80, 0x80)]
    [TestCase(0xE2, 0x82)]
    [TestCase(0x80)]
    public void Invalid_utf8_is_refused_wherever_it_stands(params int[] bytes)
    {
        byte[] odd = [.. bytes.Select(b => (byte)b)];
        byte[] inside = [.. """{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":" """u8, .. odd, .. "\"}}"u8];
        byte[] after = [.. """{"jsonrpc":"2.0","id":1,"method":"x"}"""u8, .. odd];
        Assert.That(EnvelopeReader.Read(Frame.Of(inside), Depth), Is.EqualTo(FrameFault.InvalidUtf8));
        Assert.That(EnvelopeReader.Read(Frame.Of(after), Depth), Is.EqualTo(FrameFault.InvalidUtf8));
    }

    [TestCase(16, 14, FrameFault.None)]
    [TestCase(16, 15, FrameFault.TooDeep)]
    [TestCase(1024, 1022, FrameFault.None)]
    [TestCase(1024, 1023, FrameFault.TooDeep)]
    [TestCase(1024, 100_000, FrameFault.TooDeep)]
    public void The_depth_is_counted_from_the_message(int limit, int arrays, int fault) =>
        Assert.That(Read($$"""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":{{new string('[', arrays)}}{{new string(']', arrays)}} } }""", limit).Fault, Is.EqualTo((FrameFault)fault));

    [Test]
    public void A_frame_can_be_filled_again()
    {
        var frame = Frame.Of("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"name":"n","_meta":{"progressToken":1}}}"""u8.ToArray());
        Assert.That(EnvelopeReader.Read(frame, Depth), Is.EqualTo(FrameFault.None));
        var next = """xx{"jsonrpc":"2.0","method":"y"}yy"""u8.ToArray();
        frame.Set(next, 2, next.Length - 4);
        Assert.That(EnvelopeReader.Read(frame, Depth), Is.EqualTo(FrameFault.None));
        Assert.That(Raw(frame, frame.Envelope.Method), Is.EqualTo("\"y\""));
        Assert.That((frame.Envelope.Id.IsPresent, frame.Envelope.Name.IsPresent, frame.Envelope.ProgressToken.IsPresent, frame.Envelope.Payload.IsPresent), Is.EqualTo((false, false, false, false)));
    }

    [TestCase("""{"_meta":{"progressToken":7},"progressToken":5}""")]
    [TestCase("""{"progressToken":5,"_meta":{"progressToken":7}}""")]
    public void The_token_of_a_request_is_that_of_meta_and_of_a_notification_its_own(string parameters)
    {
        var (request, _) = Read($$"""{"jsonrpc":"2.0","id":1,"method":"x","params":{{parameters}} }""");
        var (notification, _) = Read($$"""{"jsonrpc":"2.0","params":{{parameters}},"method":"x"}""");
        Assert.That(Raw(request, request.Envelope.ProgressToken), Is.EqualTo("7"));
        Assert.That(Raw(notification, notification.Envelope.ProgressToken), Is.EqualTo("5"));
    }

    [TestCase("""{"isError":true}""", true)]
    [TestCase("""{"isError":false}""", false)]
    [TestCase("""{"isError":"true"}""", false)]
    [TestCase("""{"content":[{"isError":true}]}""", false)]
    [TestCase("""{"_meta":{"isError":true}}""", false)]
    [TestCase("null", false)]
    public void A_tool_error_is_told_from_a_result(string result, bool isError) =>
        Assert.That(Read($$"""{"jsonrpc":"2.0","id":1,"result":{{result}} }""").Frame.Envelope.IsToolError, Is.EqualTo(isError));

    [Test]
    public void The_meta_of_a_result_is_found_and_only_as_an_object()
    {
        var (frame, _) = Read("""{"jsonrpc":"2.0","id":1,"result":{"x":{"_meta":{}},"_meta":{"a":1} } }""");
        Assert.That(Raw(frame, frame.Envelope.ResultMeta), Is.EqualTo("""{"a":1}"""));
        Assert.That(Raw(frame, frame.Envelope.Payload), Is.EqualTo("""{"x":{"_meta":{}},"_meta":{"a":1} }"""));
        Assert.That(Read("""{"jsonrpc":"2.0","id":1,"result":{"_meta":null}}""").Frame.Envelope.ResultMeta.IsPresent, Is.False);
    }
}
