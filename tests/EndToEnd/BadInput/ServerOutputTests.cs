using System.Text;
using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.BadInput;

public class ServerOutputTests
{
    private const string Done = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""";

    private static void AssertError(JsonElement answer, int code, string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(code));
            Assert.That(answer.GetProperty("error").GetProperty("message").GetString(), Does.Contain(text));
        }
    }

    [Test]
    public void Junk_on_stdout_is_reported_once_and_nothing_is_lost()
    {
        using var workspace = new Workspace();
        workspace.AddScripted()
            .On("start", "send Server is listening...", "send ", "send 42", "send-base64 " + Convert.ToBase64String([0xFF, 0xFE, (byte)'\n']))
            .On("call-same", "send {\"half\":", Done, "send more junk");
        var gateway = workspace.OpenGuarded();

        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));

        gateway.CloseInput();
        gateway.WaitForExit();
        Assert.That(gateway.Error.Split('\n').Count(line => line.Contains("child") && line.Contains("stdout")), Is.EqualTo(1));
    }

    [Test]
    public void A_server_that_dies_in_a_call_ends_it_with_exit_code_and_masked_stderr()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-die", "stderr out of luck, token " + Secrets.HuggingFace, "exit 7");
        var gateway = workspace.OpenGuarded();

        var answer = gateway.Call("child_die");

        AssertError(answer, -31083, "exit code 7");
        AssertError(answer, -31083, "out of luck, token " + Secrets.HuggingFaceMask);
    }

    [Test]
    public void A_server_that_died_says_so_in_get_metadata_and_offers_no_tools()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-die", "stderr token " + Secrets.HuggingFace, "exit 7");
        workspace.Configure("child")["restart"] = false;
        workspace.AddScripted("other").AnswerText("same");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.ListNames(), Does.Contain("child_die"));

        var others = new List<string>();
        gateway.WriteCall("1", "child_die");
        gateway.ReadAnswer("1", others);
        if (others.Count == 0) gateway.ReadMethod("notifications/tools/list_changed");

        var child = gateway.Metadata().GetProperty("child");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.ListNames(), Does.Not.Contain("child_die").And.Contain("other_same"));
            Assert.That(child.GetProperty("status").GetString(), Is.EqualTo("error"));
            Assert.That(child.GetProperty("error").GetString(), Does.Contain("exit code 7").And.Contain(Secrets.HuggingFaceMask));
            Assert.That(gateway.CallText("other_same"), Is.EqualTo("done"));
            Assert.That(gateway.Error, Does.Not.Contain(Secrets.HuggingFace));
        }
    }

    [Test]
    public void A_server_that_never_answers_is_given_up_and_told()
    {
        using var workspace = new Workspace();
        workspace.Set("callTimeout", 0.5);
        var child = workspace.AddScripted().On("call-never", "hang").AnswerText("same");
        var gateway = workspace.OpenGuarded();

        AssertError(gateway.Call("child_never"), -31082, "did not answer within 0.5 s");

        child.AwaitReceived("notifications/cancelled");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
    }

    [Test]
    public void An_answer_that_comes_after_the_time_out_is_dropped()
    {
        using var workspace = new Workspace();
        workspace.Set("callTimeout", 0.5);
        workspace.AddScripted().On("call-late", "await notifications/cancelled", Done, "touch answered").AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.Call("child_late", id: "1");
        gateway.WriteCall("2", "child_same");

        Assert.That(RawClient.Parse(gateway.Read()).GetProperty("id").GetInt32(), Is.EqualTo(2));
    }

    [TestCase("""{"jsonrpc":"2.0","id":{id},"result":{"content":[],"big":"LARGE"}}""", "too large")]
    [TestCase("""{"jsonrpc":"2.0","result":{"content":[],"id":5,"big":"LARGE"},"id":{id}}""", "too large")]
    [TestCase("""{"jsonrpc":"2.0","id":{id},"result":{"deep":DEEP}}""", "too deeply")]
    [TestCase("""{"jsonrpc":"2.0","result":{"deep":DEEP},"id":{id}}""", "too deeply")]
    [TestCase("""{"jsonrpc":"2.0","id":{id}}""", "cannot be passed on")]
    [TestCase("""{"jsonrpc":"2.0","id":{id},"id":{id},"result":{}}""", "appears twice")]
    public void An_answer_that_cannot_be_passed_on_ends_its_call_at_once(string answer, string reason)
    {
        using var workspace = new Workspace();
        workspace.Set("maxMessageBytes", 100_000);
        answer = answer.Replace("LARGE", new('x', 2_000_000)).Replace("DEEP", new string('[', 2000) + new string(']', 2000));
        workspace.AddScripted().On("call-odd", "send " + answer).AnswerText("same");
        var gateway = workspace.OpenGuarded();

        AssertError(gateway.Call("child_odd"), -31085, reason);

        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
    }

    [Test]
    public void An_answer_that_is_not_utf8_ends_its_call_at_once()
    {
        using var workspace = new Workspace();
        // The gateway's ids count up from 1 for each server: initialize, tools/list, this call.
        var answer = Convert.ToBase64String([.. Encoding.ASCII.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"a\":\""), 0xC3, 0x28, .. "\"}}\n"u8]);
        workspace.AddScripted().On("call-odd", "send-base64 " + answer).AnswerText("same");
        var gateway = workspace.OpenGuarded();
        AssertError(gateway.Call("child_odd"), -31085, "UTF-8");
    }

    [Test]
    public void An_answer_to_nothing_is_dropped()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-same", """send {"jsonrpc":"2.0","id":999999,"result":{}}""", """send {"jsonrpc":"2.0","id":"x","result":{}}""", Done, Done);
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("1", "child_same");
        gateway.ReadAnswer("1");
        gateway.Write("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");

        Assert.That(RawClient.Parse(gateway.Read()).GetProperty("id").GetInt32(), Is.EqualTo(2));
    }
}
