using EndToEnd.Running;
using static EndToEnd.Faults.FaultyWorkspace;

namespace EndToEnd.Faults;

public class CrashTests
{
    private const string Done = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""";

    private const string ListChanged = "notifications/tools/list_changed";

    [Test]
    public void Every_call_under_way_fails_at_once_with_the_exit_code_and_the_masked_last_words_and_the_next_one_works()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-held", "first held hang", Done)
            .On("call-die", $"first died stderr no more {Secrets.GitHub}", "first exited exit 7", Done);
        var gateway = faulty.Open();
        gateway.WriteCall("1", "bad_held");
        gateway.WriteCall("2", "bad_die");
        string[] lost = [gateway.ReadAnswer("1"), gateway.ReadAnswer("2")];

        foreach (var answer in lost) Assert.That(AssertError(RawClient.Parse(answer), ServerLost), Does.Contain("exit code 7").And.Contain("no more " + Secrets.GitHubMask));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.CallText("bad_die"), Is.EqualTo("done"));
            Assert.That(gateway.CallText("bad_held"), Is.EqualTo("done"));
            Assert.That(Restarts(gateway), Is.EqualTo(1));
            Assert.That(faulty.Bad.Starts, Has.Length.EqualTo(2));
        }

        faulty.AssertGoodIsUntouched(gateway);
        Assert.That(gateway.Error, Does.Not.Contain(Secrets.GitHub));
    }

    [TestCase("""{"readOnlyHint":true}""", 2)]
    [TestCase("""{"idempotentHint":true}""", 2)]
    [TestCase("""{"destructiveHint":false}""", 1)]
    [TestCase("{}", 1)]
    public void Only_what_may_be_done_twice_is_sent_once_more(string annotations, int sent)
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-it", "first died exit 7", Done).Describe("it", $$"""{"name":"it","inputSchema":{"type":"object"},"annotations":{{annotations}}}""");
        var gateway = faulty.Open();
        var answer = gateway.Call("bad_it");
        if (sent == 2) Assert.That(RawClient.TextOf(answer), Is.EqualTo("done"));
        else AssertError(answer, ServerLost);
        AwaitState(gateway, "ready");
        Assert.That(faulty.Bad.Received.Count(line => line.Contains("tools/call")), Is.EqualTo(sent));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_server_that_crashes_at_every_second_call_answers_every_other_one()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-it", "every 2 exit 7", Done);
        var gateway = faulty.Open();
        for (var pair = 1; pair <= 4; pair++)
        {
            Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"), $"pair {pair}");
            Assert.That(AssertError(gateway.Call("bad_it"), ServerLost), Does.Contain("exit code 7"));
            AwaitState(gateway, "ready");
            Assert.That(Restarts(gateway), Is.EqualTo(pair));
        }

        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_server_that_keeps_ending_says_so_and_when_it_is_tried_again_and_recovers_by_itself()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("maxRestartDelay", 2);
        faulty.Workspace.Set("restartDelay", 2);
        faulty.Bad.On("call-it", "unless repaired exit 7", Done);
        var gateway = faulty.Open();
        AssertError(gateway.Call("bad_it"), ServerLost);
        AwaitState(gateway, "ready"); // the first time at once
        AssertError(gateway.Call("bad_it"), ServerLost);
        AwaitState(gateway, "failed");
        var metadata = Metadata(gateway);
        var refused = AssertError(gateway.Call("bad_it"), ServerUnavailable);
        faulty.Bad.Release("repaired");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata.GetProperty("status").GetString(), Is.EqualTo("error"));
            Assert.That(metadata.GetProperty("retry_at").GetDateTimeOffset(), Is.GreaterThan(metadata.GetProperty("since").GetDateTimeOffset()));
            Assert.That(refused, Does.Contain("exit code 7").And.Match("started again in [123] s"));
        }

        AwaitState(gateway, "ready");
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_server_that_is_not_to_be_started_again_stays_failed_and_its_tools_go()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.Configuration["restart"] = false;
        faulty.Bad.On("call-it", "exit 7");
        var gateway = faulty.Open();
        gateway.WriteCall("1", "bad_it");
        var others = new List<string>();
        AssertError(RawClient.Parse(gateway.ReadAnswer("1", others)), ServerLost);
        if (!others.Exists(line => line.Contains(ListChanged))) gateway.ReadMethod(ListChanged);
        var metadata = Metadata(gateway);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata.GetProperty("state").GetString(), Is.EqualTo("failed"));
            Assert.That(metadata.TryGetProperty("retry_at", out _), Is.False);
            Assert.That(gateway.ListNames(), Does.Not.Contain("bad_it").And.Contain("good_same"));
            AssertError(gateway.Call("bad_it"), ServerUnavailable);
            Assert.That(faulty.Bad.Starts, Has.Length.EqualTo(1));
        }

        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    [Platform("Linux")]
    public void A_server_that_closes_its_output_and_lives_on_is_ended_and_started_again()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-it", "first closed close-stdout", "first hung hang", Done);
        var gateway = faulty.Open();
        var before = faulty.Bad.ProcessId;
        Assert.That(AssertError(gateway.Call("bad_it"), ServerLost), Does.Contain("it closed its output"));
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        Deadline.Until("the first process has ended", () => !Servers.Processes.IsRunning(before));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    [Platform("Linux")]
    public void A_server_that_closes_its_input_and_lives_on_is_ended_and_started_again()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("call-close", "close-stdin", Done).On("call-it", Done);
        var gateway = faulty.Open();
        Assert.That(gateway.CallText("bad_close"), Is.EqualTo("done"));
        var answer = gateway.Call("bad_it");
        if (answer.TryGetProperty("result", out _)) answer = gateway.Call("bad_it"); // a read that waited already got one more
        Assert.That(AssertError(answer, ServerLost), Does.Contain("it closed its input"));
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        faulty.AssertGoodIsUntouched(gateway);
    }
}
