using System.Text;
using EndToEnd.Running;

namespace EndToEnd.BadInput;

public class ClientInputTests
{
    private static void AssertAnswer(string line, string id, int code)
    {
        var answer = RawClient.Parse(line);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("id").GetRawText(), Is.EqualTo(id));
            Assert.That(answer.GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(code));
        }
    }

    [TestCase("this is no JSON", "null", -32700)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"", "1", -32700)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing", "1", -32700)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":12abc,\"method\":\"ping\"}", "null", -32700)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":\"\\q\",\"method\":\"ping\"}", "null", -32700)]
    [TestCase("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", "null", -32600)]
    [TestCase("[]", "null", -32600)]
    [TestCase("42", "null", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", "null", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}", "null", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":{\"a\":1},\"method\":\"ping\"}", "null", -32600)]
    [TestCase("{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"ping\"}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":5}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"child_same\",\"name\":\"child_other\"}}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"child_same\",\"Name\":\"child_other\"}}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"child_same\",\"n\\u0061me\":\"child_other\"}}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"child_same\",\"arguments\":{},\"ARGUMENTS\":{}}}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"Method\":\"tools/call\"}", "7", -32600)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"arguments\":{}}}", "7", -32602)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}", "7", -32602)]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"initialize\",\"params\":{}}", "7", -32600)]
    public void A_bad_message_gets_one_error_and_the_session_goes_on(string line, string id, int code)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same").AnswerText("other");
        var gateway = workspace.OpenGuarded();

        gateway.Write(line);
        AssertAnswer(gateway.Read(), id, code);

        Assert.That(gateway.CallText("child_same", """{"marker":1}"""), Is.EqualTo("done"));
        Assert.That(child.Received.Where(received => received.Contains("tools/call")).ToArray(), Has.One.Items.And.All.Contain("marker"));
    }

    [Test]
    public void Invalid_utf8_gets_a_parse_error_and_the_session_goes_on()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.Write([.. "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":{\"a\":\""u8, 0xC3, 0x28, .. "\"}}\n"u8]);

        Assert.That(RawClient.Parse(gateway.Read()).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32700));
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
    }

    [Test]
    public void An_oversize_call_gets_an_error_with_its_id_though_the_id_comes_last()
    {
        using var workspace = new Workspace();
        workspace.Set("maxMessageBytes", 100_000);
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.Write($$$"""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"child_same","arguments":{"text":"{{{new string('x', 3_000_000)}}}","id":1}},"id":"the last"}""");

        AssertAnswer(gateway.Read(), "\"the last\"", -32600);
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
    }

    [Test]
    public void A_call_that_nests_too_deeply_gets_an_error_with_its_id()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("9", "child_same", $$"""{"deep":{{new string('[', 2000)}}{{new string(']', 2000)}} }""");

        AssertAnswer(gateway.Read(), "9", -32600);
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
    }

    [Test]
    public void An_id_that_is_in_flight_is_refused_and_the_first_call_is_answered()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same")
            .On("call-slow", "touch called", "await-file go", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"slow"}]}}""");
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("1", "child_slow");
        child.AwaitFile("called");
        gateway.WriteCall("1", "child_same");
        AssertAnswer(gateway.Read(), "1", -32600);
        child.Release("go");

        Assert.That(RawClient.TextOf(RawClient.Parse(gateway.ReadAnswer("1"))), Is.EqualTo("slow"));
    }

    [Test]
    public void A_number_and_a_string_of_the_same_digits_are_two_ids()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same")
            .On("call-slow", "touch called", "await-file go", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"slow"}]}}""");
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("\"1\"", "child_slow");
        child.AwaitFile("called");
        Assert.That(RawClient.TextOf(gateway.Call("child_same", id: "1")), Is.EqualTo("done"));
        child.Release("go");

        Assert.That(RawClient.TextOf(RawClient.Parse(gateway.ReadAnswer("\"1\""))), Is.EqualTo("slow"));
    }

    [Test]
    public void An_unknown_tool_gets_the_nearest_name()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("read_file");
        var answer = workspace.OpenGuarded().Call("child_raed_file");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32602));
            Assert.That(answer.GetProperty("error").GetProperty("message").GetString(), Does.Contain("Did you mean 'child_read_file'?"));
        }
    }

    [Test]
    public void A_call_before_initialize_is_refused_and_a_ping_is_answered()
    {
        using var workspace = new Workspace();
        var gateway = workspace.Start();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.Request("tools/list").GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32600));
            Assert.That(gateway.Request("ping").GetProperty("result").GetRawText(), Is.EqualTo("{}"));
        }
    }

    [Test]
    public void An_unknown_method_is_refused_when_it_could_mean_two_servers()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("one");
        workspace.AddScripted("two");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.Request("no/such/method").GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32601));
    }

    [TestCase("2024-11-05")]
    [TestCase("2025-03-26")]
    [TestCase("2025-06-18")]
    [TestCase("2025-11-25")]
    public void A_known_revision_is_agreed_to(string version)
    {
        using var workspace = new Workspace();
        var gateway = workspace.Start();
        Assert.That(RawClient.Parse(gateway.Initialize(version)).GetProperty("result").GetProperty("protocolVersion").GetString(), Is.EqualTo(version));
    }

    [Test]
    public void An_unknown_revision_gets_the_latest_that_is_known()
    {
        using var workspace = new Workspace();
        var gateway = workspace.Start();
        Assert.That(RawClient.Parse(gateway.Initialize("2099-01-01")).GetProperty("result").GetProperty("protocolVersion").GetString(), Is.EqualTo("2025-11-25"));
    }

    [Test]
    public void A_part_line_at_the_end_is_dropped_and_the_gateway_ends_well()
    {
        using var workspace = new Workspace();
        var gateway = workspace.OpenGuarded();
        gateway.Write(Encoding.ASCII.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"meth"));
        gateway.CloseInput();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.ReadToEnd(), Is.Empty);
            Assert.That(gateway.WaitForExit(), Is.Zero);
        }
    }

    [Test]
    public void A_carriage_return_before_the_line_end_does_no_harm()
    {
        using var workspace = new Workspace();
        var gateway = workspace.OpenGuarded();
        gateway.Write("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}\r");
        Assert.That(RawClient.Parse(gateway.Read()).GetProperty("id").GetInt32(), Is.EqualTo(5));
    }
}
