using EndToEnd.Running;

namespace EndToEnd.Bytes;

public class ByteEqualityTests
{
    [TestCase("""{"content":[],"unknown":{"a":null,"b":[true,false]},"isError":false}""", TestName = "Unknown_members_arrive_as_they_were_sent")]
    [TestCase("""{"content":[],"n":[1.0,1e3,-0,0.10,1E+2,123456789012345678901234567890]}""", TestName = "Odd_forms_of_numbers_arrive_as_they_were_sent")]
    [TestCase("""{"content":[{"type":"text","text":"\u0041\/\u00e9é\t\u2028 <&>' 😀 \ud83d\ude00"}]}""", TestName = "Escapes_arrive_as_they_were_sent")]
    [TestCase("""{"content":[{"text":"\ud800 and \udc00","type":"text"}]}""", TestName = "Lone_surrogates_arrive_as_they_were_sent")]
    [TestCase("""{ "isError" :false , "content"  : [ ] }""", TestName = "White_space_and_member_order_arrive_as_they_were_sent")]
    [TestCase("""{"content":[],"structuredContent":{"a":1,"a":2,"A":3}}""", TestName = "Doubled_members_of_a_payload_arrive_as_they_were_sent")]
    [TestCase("""{"content":[],"_meta":{"x/y":"z","mcp-other/guardrails":{"n":1}}}""", TestName = "A_meta_of_the_server_arrives_as_it_was_sent")]
    [TestCase("\"no object at all\"", TestName = "A_result_that_is_no_object_arrives_as_it_was_sent")]
    public void A_result_in_which_nothing_is_found_is_the_servers_own_bytes(string result)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().Answer("same", result);
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("42", "child_same");

        Assert.That(gateway.ReadAnswer("42"), Is.EqualTo($$"""{"jsonrpc":"2.0","id":42,"result":{{result}}}"""));
    }

    [TestCase("""{"id":{id},"result":{"content":[]},"jsonrpc":"2.0"}""", TestName = "An_id_that_comes_first_is_replaced_in_its_place")]
    [TestCase("""{"result":{"content":[]},"jsonrpc":"2.0","extra":[1, 2],"id" : {id} }""", TestName = "An_id_that_comes_last_is_replaced_in_its_place")]
    [TestCase("""{"jsonrpc":"2.0","id":{id},"error":{"code":-32001,"message":"Nope \u00e9","data":{"b":1.50,"a":[]}}}""", TestName = "An_error_of_the_server_is_passed_on_verbatim")]
    public void Only_the_id_of_an_answer_is_replaced(string answer)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-same", "send " + answer);
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("\"an id \\u0041\"", "child_same");

        Assert.That(gateway.ReadAnswer("\"an id \\u0041\""), Is.EqualTo(answer.Replace("{id}", "\"an id \\u0041\"")));
    }

    [Test]
    public void A_server_gets_the_clients_own_bytes_but_for_id_token_and_name()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.Write("""{ "extra":1.0, "method":"tools/call","params":{"arguments":{"z":"\u0041\ud800","a":1e2},"_meta":{"progressToken":"t","k":[ ]},"name":"child_same"},"jsonrpc":"2.0","id":7}""");
        gateway.ReadAnswer("7");

        var (received, id) = (child.AwaitReceived("tools/call"), "[0-9]+");
        Assert.That(received, Does.Match("^" + System.Text.RegularExpressions.Regex.Escape(
            """{ "extra":1.0, "method":"tools/call","params":{"arguments":{"z":"\u0041\ud800","a":1e2},"_meta":{"progressToken":ID,"k":[ ]},"name":"same"},"jsonrpc":"2.0","id":ID}""").Replace("ID", id) + "$"));
    }

    [Test]
    public void Only_the_secret_is_replaced_and_the_rest_of_the_line_keeps_its_bytes()
    {
        using var workspace = new Workspace();
        var text = """{"structuredContent":{"n":1.0,"key":"\u0041=SECRET,\/"},"content":[]}""";
        workspace.AddScripted().Answer("same", text.Replace("SECRET", Secrets.HuggingFace));
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("1", "child_same");

        Assert.That(gateway.ReadAnswer("1"), Is.EqualTo(
            $$$$"""{"jsonrpc":"2.0","id":1,"result":{"_meta":{"mcp-gateway/guardrails":{"huggingface_access_token":1}},{{{{text.Replace("SECRET", Secrets.HuggingFaceMask)[1..]}}}}}"""));
    }

    [Test]
    public void Nesting_under_the_limit_passes()
    {
        using var workspace = new Workspace();
        var result = $$"""{"content":[],"deep":{{new string('[', 900)}}{{new string(']', 900)}}}""";
        workspace.AddScripted().Answer("deep", result);
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("1", "child_deep");

        Assert.That(gateway.ReadAnswer("1"), Is.EqualTo($$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}"""));
    }

    [Test]
    public void A_megabyte_of_text_arrives_whole()
    {
        using var workspace = new Workspace();
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"word{i % 10000:0000} é"));
        workspace.AddScripted().AnswerText("big", text);
        Assert.That(workspace.OpenGuarded().CallText("child_big"), Is.EqualTo(text));
    }
}
