using System.Diagnostics;
using EndToEnd.Running;

namespace EndToEnd.Http;

public class DrainTests
{
    private const int Calls = 20;

    [TestCase(true)]
    [TestCase(false)]
    public void Every_call_that_was_accepted_is_answered_and_no_other_is_accepted(bool isModern)
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-slow", "await-file go", Steps.Answer);
        var peer = workspace.Start();
        new HttpPeer(peer.Url, workspace.Gateway.Token).Open().AwaitTool("child_slow");
        if (!isModern) peer.Open();
        var calls = Enumerable.Range(1, Calls).Select(n => peer.Begin(peer.Call(isModern, $"{n}", "child_slow"))).ToArray();
        Deadline.Until("all have reached the server", () => child.Received.Count(line => line.Contains("\"tools/call\"")) == Calls);

        workspace.Gateway.Terminates();
        workspace.Gateway.Process.AwaitError($"ends when {Calls} open requests are answered");
        var refused = peer.Send(peer.Call(isModern, "\"late\"", "child_same"));
        var opening = new HttpPeer(peer.Url, workspace.Gateway.Token).Send(peer.In(null).Legacy("1", "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}"""));
        var ready = peer.Send(peer.Stream().To("/ready"));
        var health = peer.Send(peer.Stream().To("/health"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Status, refused.Id), Is.EqualTo((503, "\"late\"")), refused.Body);
            Assert.That(refused.Header("Retry-After"), Is.Not.Null);
            Assert.That(opening.Status, Is.EqualTo(503));
            Assert.That((ready.Status, health.Status), Is.EqualTo((503, 200)));
            Assert.That(workspace.Gateway.Process.HasExited, Is.False);
        }

        child.Release("go");
        for (var n = 1; n <= Calls; n++)
        {
            Assert.That(HttpPeer.Answer(calls[n - 1]), Does.Contain($"\"id\":{n},").And.Contain("slow"));
            calls[n - 1].Dispose();
        }

        Assert.That(workspace.Gateway.Process.WaitForExit(), Is.Zero, workspace.Gateway.Process.Error);
        foreach (var process in child.Starts) Deadline.Until("no server is left", () => RawClient.Signal(process, 0) != 0);
    }

    [Test]
    public void A_call_that_is_never_answered_holds_the_end_only_so_long()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("drainTimeout", 1);
        var child = workspace.Child.On("call-never", "touch begun");
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_never");
        using var call = peer.Begin(peer.LegacyCall("1", "child_never"));
        child.AwaitFile("begun");
        workspace.Gateway.End();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(workspace.Gateway.Process.Error, Does.Contain("1 requests were not answered in time and are given up"));
            Assert.That(HttpPeer.Answer(call), Does.Contain("\"id\":1,").And.Contain("before it answered"), "its client is told");
        }
    }

    [Test]
    public void What_an_accepted_call_asks_is_still_asked_and_answered()
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-ask", "touch begun", "await-file go",
            """send {"jsonrpc":"2.0","id":"asks","method":"elicitation/create","params":{"message":"who?","requestedSchema":{"type":"object","properties":{}}}}""", "await \"asks\"", Steps.Answer);
        var peer = workspace.Start().Open("""{"elicitation":{"form":{}}}""");
        peer.AwaitTool("child_ask");
        using var call = peer.Begin(peer.LegacyCall("1", "child_ask"));
        child.AwaitFile("begun");
        workspace.Gateway.Terminates();
        workspace.Gateway.Process.AwaitError("ends when 1 open requests are answered");
        child.Release("go");

        call.ReadHead();
        var asked = RawClient.Parse(call.ReadUntil("elicitation/create")[^1].Message).GetProperty("id").GetRawText();
        Assert.That(peer.Send(peer.Legacy($$$"""{"jsonrpc":"2.0","id":{{{asked}}},"result":{"action":"decline"}}""")).Status, Is.EqualTo(202));

        call.ReadUntil("slow");
        Assert.That(workspace.Gateway.Process.WaitForExit(), Is.Zero, workspace.Gateway.Process.Error);
    }

    [Test]
    public void A_second_signal_ends_at_once()
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-never", "touch begun", "hang");
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_never");
        using var call = peer.Begin(peer.LegacyCall("1", "child_never"));
        child.AwaitFile("begun");
        workspace.Gateway.Terminates();
        workspace.Gateway.Process.AwaitError("ends when 1 open requests");
        var clock = Stopwatch.StartNew();
        workspace.Gateway.Terminates();

        Assert.That(workspace.Gateway.Process.WaitForExit(), Is.Zero);
        Assert.That(clock.Elapsed, Is.LessThan(Deadline.Limit), "it drains for two minutes otherwise");
        Assert.That(call.ReadReply().Body, Does.Contain("\"error\""), "also the call that is given up gets an answer");
        Deadline.Until("no server is left", () => RawClient.Signal(child.ProcessId, 0) != 0);
    }

    [Test]
    public void Standard_input_and_http_are_served_at_once_and_end_together()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start("--stdio");
        var stdio = workspace.Gateway.Process;
        stdio.Initialize();
        peer.Open();
        peer.AwaitTool("child_same");
        Assert.That(stdio.ListNames(), Does.Contain("child_same"));

        Assert.That(stdio.CallText("child_same"), Is.EqualTo("done"));
        Assert.That(peer.Send(peer.LegacyCall("1", "child_same")).Text, Is.EqualTo("done"));
        Assert.That(workspace.Child.Starts, Has.Length.EqualTo(2), "each has servers of its own");

        stdio.CloseInput();
        Assert.That(stdio.WaitForExit(), Is.Zero, stdio.Error);
        Assert.That(stdio.ReadToEnd(), Is.Empty);
    }
}
