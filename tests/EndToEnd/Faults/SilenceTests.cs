using EndToEnd.Running;
using static EndToEnd.Faults.FaultyWorkspace;

namespace EndToEnd.Faults;

public class SilenceTests
{
    private const string Progress = """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":{n}}}""";

    [Test]
    public void A_call_that_hangs_times_out_and_is_cancelled_and_the_server_goes_on()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("callTimeout", 0.5);
        faulty.Bad.On("call-hang", "hang").AnswerText("it");
        var gateway = faulty.Open();
        var sentence = AssertError(gateway.Call("bad_hang"), CallTimeout);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sentence, Does.Contain("'bad' did not answer within 0.5 s"));
            Assert.That(faulty.Bad.AwaitReceived("notifications/cancelled"), Does.Contain("requestId"));
            Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
            Assert.That(faulty.Bad.Starts, Has.Length.EqualTo(1));
        }

        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_server_that_is_deaf_after_a_call_hung_is_ended_and_started_again()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("callTimeout", 0.5);
        faulty.Workspace.Set("hangTimeout", 1);
        faulty.Bad.On("call-it", "first hung hang", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""").On("ping", "first deaf hang");
        var gateway = faulty.Open();
        AssertError(gateway.Call("bad_it"), CallTimeout);
        Deadline.Until("it was started again", () => faulty.Bad.Starts.Length == 2);
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        Assert.That(gateway.Error, Does.Contain("it hung"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_tool_may_have_a_time_of_its_own()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.Configuration["toolTimeouts"] = new System.Text.Json.Nodes.JsonObject { ["short"] = 1 };
        faulty.Bad.On("call-short", "hang").On("call-long", "await-file go", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""");
        var gateway = faulty.Open();
        gateway.WriteCall("1", "bad_long");
        Assert.That(AssertError(gateway.Call("bad_short"), CallTimeout), Does.Contain("within 1 s"));
        faulty.Bad.Release("go");
        Assert.That(RawClient.TextOf(RawClient.Parse(gateway.ReadAnswer("1"))), Is.EqualTo("done"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void Progress_without_end_holds_a_call_no_longer_than_its_longest_time()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("callTimeout", 1.2);
        faulty.Workspace.Set("maxCallTimeout", 2.5);
        faulty.Bad.On("call-it", "forever 50 " + Progress);
        var gateway = faulty.Open();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"bad_it","arguments":{},"_meta":{"progressToken":"p"}}}""");
        var progress = new List<string>();
        var answer = gateway.ReadAnswer("1", progress);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AssertError(RawClient.Parse(answer), CallTimeout), Does.Contain("within 2.5 s"));
            Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(2.4)), "progress keeps it longer than a silent call");
            Assert.That(progress, Has.Count.AtLeast(2).And.All.Contain("\"progressToken\":\"p\""));
        }

        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void An_answer_that_comes_byte_by_byte_is_an_answer()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-it", """drip {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"bit by bit €"}]}}""");
        var gateway = faulty.Open();
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("bit by bit €"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_line_that_never_ends_holds_its_own_server_only()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("callTimeout", 0.5);
        faulty.Workspace.Set("hangTimeout", 1);
        var half = Convert.ToBase64String("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        faulty.Bad.On("call-it", "first half send-base64 " + half, "first hung hang", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""")
            .On("ping", "first deaf hang");
        var gateway = faulty.Open();
        gateway.WriteCall("1", "bad_it");
        faulty.AssertGoodIsUntouched(gateway);
        AssertError(RawClient.Parse(gateway.ReadAnswer("1")), CallTimeout);
        Deadline.Until("it was started again", () => faulty.Bad.Starts.Length == 2);
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
    }

    [Test]
    public void A_client_with_too_many_open_requests_is_refused_and_served_again_when_some_are_answered()
    {
        const int Most = 5;
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("maxClientCalls", Most);
        faulty.Bad.On("call-it", "await-file go", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""");
        var gateway = faulty.Open();
        for (var id = 1; id <= Most; id++) gateway.WriteCall($"{id}", "bad_it");
        Assert.That(AssertError(gateway.Call("good_same"), Busy), Does.Contain("5 requests of this client are open"));
        faulty.Bad.Release("go");
        var open = Enumerable.Range(1, Most).ToHashSet();
        while (open.Count > 0) Assert.That(open.Remove(RawClient.Parse(gateway.Read()).GetProperty("id").GetInt32()), Is.True);
        faulty.AssertGoodIsUntouched(gateway);
    }
}
