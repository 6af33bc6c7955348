using EndToEnd.Running;
using static EndToEnd.Faults.FaultyWorkspace;

namespace EndToEnd.Faults;

public class StartTests
{
    [Test]
    public void A_server_that_ends_at_its_start_is_tried_again_by_itself_and_its_tools_are_announced()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.AnswerText("it").On("start", "unless repaired stderr no database", "unless repaired exit 3");
        var gateway = faulty.Open();
        Deadline.Until("it was tried again", () => Restarts(gateway) >= 2);
        Assert.That(Reason(gateway), Does.Contain("exit code 3").And.Contain("no database"));
        faulty.Bad.Release("repaired");
        gateway.ReadMethod("notifications/tools/list_changed");
        Assert.That(gateway.ListNames(), Does.Contain("bad_it"));
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_server_that_hangs_at_initialize_is_given_up_in_time_and_comes_back()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("listTimeout", 0.2);
        faulty.Bad.Configuration["startTimeout"] = 3;
        faulty.Bad.AnswerText("it").On("initialize", "first hung hang",
            """send {"jsonrpc":"2.0","id":{id},"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"scripted","version":"1"}}}""");
        var gateway = faulty.Workspace.OpenGuarded();
        gateway.CallText("good_same");
        Assert.That(gateway.ListNames(), Does.Contain("good_same").And.Not.Contain("bad_it"), "the list does not wait for the start");
        gateway.ReadMethod("notifications/tools/list_changed");
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        Assert.That(gateway.Error, Does.Contain("did not answer within 3 s of its start"));
        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void A_required_server_that_cannot_be_started_ends_the_gateway_with_one_line()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.Configuration["required"] = true;
        faulty.Bad.On("start", "exit 3");
        var gateway = faulty.Workspace.OpenGuarded();
        Assert.That(gateway.WaitForExit(), Is.EqualTo(3));
        Assert.That(gateway.Error.Split('\n').Count(line => line.Contains("server 'bad' is required and could not be started")), Is.EqualTo(1), gateway.Error);
    }

    [Test]
    public void A_server_that_a_scan_has_blocked_is_not_started_and_that_is_said()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.AnswerText("it").Configuration["blocked"] = "blocked";
        var gateway = faulty.Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(State(gateway), Is.EqualTo("idle"));
            Assert.That(Reason(gateway), Does.Contain("a scan found it unsafe"));
            Assert.That(AssertError(gateway.Call("bad_it"), ServerUnavailable), Does.Contain("a scan found it unsafe"));
            Assert.That(faulty.Bad.HasStarted, Is.False);
        }

        faulty.AssertGoodIsUntouched(gateway);
    }

    [Test]
    public void More_servers_than_are_allowed_are_a_fault_of_the_configuration()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Workspace.Set("maxServers", 1);
        var gateway = faulty.Workspace.Start();
        Assert.That(gateway.WaitForExit(), Is.EqualTo(2));
        Assert.That(gateway.Error, Does.Contain("it names 2 servers, and 1 are the most").And.Contain("'maxServers'"));
        Assert.That(faulty.Bad.HasStarted, Is.False);
    }

    [Test]
    public void A_server_that_has_no_tools_at_first_is_listed_when_it_has_some()
    {
        using var faulty = new FaultyWorkspace();
        faulty.Bad.On("tools-list", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[]}}""")
            .On("notifications-initialized", "await-file go", """send {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
        var gateway = faulty.Workspace.OpenGuarded();
        Assert.That(gateway.ListNames(), Does.Not.Contain("bad_it").And.Contain("good_same"));
        AwaitState(gateway, "ready");
        faulty.Bad.AnswerText("it").On("tools-list", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[{"name":"it","inputSchema":{"type":"object"}}]}}""");
        faulty.Bad.Release("go");
        gateway.ReadMethod("notifications/tools/list_changed");
        Assert.That(gateway.ListNames(), Does.Contain("bad_it"));
        Assert.That(gateway.CallText("bad_it"), Is.EqualTo("done"));
        faulty.AssertGoodIsUntouched(gateway);
    }
}
