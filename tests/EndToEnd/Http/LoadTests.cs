using EndToEnd.Running;

namespace EndToEnd.Http;

public class LoadTests
{
    private const int Sessions = 1_000;

    [Test]
    public void A_thousand_sessions_share_a_server_and_each_gets_its_own_answers()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.On("call-echo", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{line}}]}}""");
        workspace.Inner.Configure("child")["instances"] = "shared";
        var first = workspace.Start().Open();
        first.AwaitTool("child_echo");
        var before = MemoryOf(workspace);
        var peers = new HttpPeer[Sessions];

        Parallel.For(0, Sessions, new() { MaxDegreeOfParallelism = 32 }, n =>
        {
            var peer = peers[n] = new HttpPeer(first.Url, workspace.Gateway.Token).Open();
            Assert.That(peer.Send(peer.Legacy("1", "tools/list")).Body, Does.Contain("child_echo"));
            var reply = peer.Send(peer.LegacyCall("2", "child_echo", $$"""{"of":"session {{n}} alone"}"""));
            Assert.That(reply.Text, Does.Contain($"session {n} alone"));
            Assert.That(reply.Id, Is.EqualTo("2"));
        });
        var after = MemoryOf(workspace);
        TestContext.Out.WriteLine($"{Sessions} idle sessions: {(after - before) / 1_000_000.0:0.0} MB above {before / 1_000_000.0:0.0} MB");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(peers.Select(peer => peer.Session).Distinct().Count(), Is.EqualTo(Sessions));
            Assert.That(workspace.Child.Starts, Has.Length.EqualTo(1));
            Assert.That(after - before, Is.LessThan(250_000_000), "the budget is 60 MB; this machine may be busy and its heap not yet collected");
        }

        Parallel.ForEach(peers, new() { MaxDegreeOfParallelism = 32 }, peer => Assert.That(peer.Send(peer.Stream().As("DELETE")).Status, Is.EqualTo(204)));
        foreach (var peer in (HttpPeer[])[peers[0], peers[^1]]) Assert.That(peer.Send(peer.Legacy("3", "ping")).Status, Is.EqualTo(404));
        Assert.That(first.Send(first.LegacyCall("2", "child_echo", """{"of":"the first"}""")).Text, Does.Contain("the first"));
    }

    [Test]
    public void Sessions_over_the_bound_are_refused_and_one_that_ends_makes_room()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("MaxSessions", 2);
        var (first, second) = (workspace.Start().Open(), new HttpPeer(workspace.Gateway.Url, workspace.Gateway.Token).Open());
        var third = new HttpPeer(first.Url, workspace.Gateway.Token);
        var opening = third.Legacy("1", "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}""");

        Assert.That(third.Send(opening).Status, Is.EqualTo(503));
        Assert.That(third.Send(third.Modern("1", "server/discover")).Status, Is.EqualTo(503), "a modern principal takes one too");
        second.Send(second.Stream().As("DELETE"));

        Assert.That(third.Send(opening).Status, Is.EqualTo(200));
        Assert.That(first.Send(first.Legacy("1", "ping")).Status, Is.EqualTo(200));
    }

    private static long MemoryOf(HttpWorkspace workspace)
    {
        using var process = System.Diagnostics.Process.GetProcessById(workspace.Gateway.Process.ProcessId);
        return process.WorkingSet64;
    }
}
