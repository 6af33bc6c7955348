using EndToEnd.Running;
using static EndToEnd.Faults.FaultyWorkspace;

namespace EndToEnd.Faults;

// Alone: each keeps a core busy with what it writes.
[NonParallelizable]
public class OutputTests
{
    private const int Calls = 50;
    private const long Bound = 200_000_000;

    private static readonly string Long = new('x', 1000);

    [Test]
    public void Junk_on_stdout_is_ignored_and_reported_once()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.AnswerText("it").On("start", "send Welcome to the server!", "send ", "send [1,2]", "send-base64 /////wo=", "send 42");
        var gateway = faulty.Open();
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        Assert.That(gateway.Error.Split('\n').Count(line => line.Contains("is not a JSON-RPC message")), Is.EqualTo(1));
        Assert.That(State(gateway), Is.EqualTo("ready"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [TestCase("forever 0 junk that is no message")]
    [TestCase("forever-stderr 0 something happened, and again, and again")]
    [TestCase("""forever 0 {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""")]
    [TestCase("""forever 0 {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"nobody's","progress":{n}}}""")]
    [TestCase("""forever 0 {"jsonrpc":"2.0","id":{n},"result":{"content":[]}}""")]
    public void A_flood_holds_nobody_else_and_fills_no_memory(string flood)
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-flood", "touch begun", flood);
        var gateway = faulty.Open();
        gateway.WriteCall("\"flood\"", "bad_flood");
        faulty.Bad.AwaitFile("begun");
        for (var i = 0; i < Calls; i++) faulty.AssertGoodIsUntouched(gateway);
        Assert.That(gateway.PeakMemory, Is.LessThan(Bound));
        Assert.That(faulty.Bad.Starts, Has.Length.EqualTo(1));
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
    }

    [Test]
    public void A_list_that_is_said_to_change_without_end_is_announced_only_when_it_did()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-flood", """forever 0 {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        var gateway = faulty.Open();
        gateway.WriteCall("\"flood\"", "bad_flood");
        Deadline.Until("it was asked for its tools again", () => faulty.Bad.Received.Count(line => line.Contains("tools/list")) > 5);
        var others = new List<string>();
        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        gateway.ReadAnswer("1", others);
        Assert.That(others, Is.Empty);
    }

    [Test]
    public void A_line_that_grows_without_end_is_read_over_and_fills_no_memory()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("maxMessageBytes", 1_000_000);
        faulty.Workspace.Set("callTimeout", 2);
        faulty.Bad.On("call-flood", "forever-unended 0 " + Long);
        var gateway = faulty.Open();
        gateway.WriteCall("\"flood\"", "bad_flood");
        for (var i = 0; i < Calls; i++) faulty.AssertGoodIsUntouched(gateway);
        AssertError(RawClient.Parse(gateway.ReadAnswer("\"flood\"")), CallTimeout);
        Assert.That(gateway.PeakMemory, Is.LessThan(Bound));
    }
}
