using EndToEnd.Running;

namespace EndToEnd.Http;

public class IdTests
{
    private const string Slow = "await-file go";

    private const string Answer = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"slow"}]}}""";

    [Test]
    public void A_legacy_id_in_flight_is_not_taken_twice_and_its_call_is_not_disturbed()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.On("call-slow", "touch begun", Slow, Answer);
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_slow");

        using var first = peer.Begin(peer.LegacyCall("1", "child_slow"));
        workspace.Child.AwaitFile("begun");
        var second = peer.Send(peer.LegacyCall("1", "child_same"));
        workspace.Child.Release("go");

        Assert.That((second.Status, second.Code, second.Id), Is.EqualTo((200, -32600, "1")));
        Assert.That(first.ReadReply().Text, Is.EqualTo("slow"));
        Assert.That(peer.Send(peer.LegacyCall("1", "child_same")).Text, Is.EqualTo("done"), "it is free again");
    }

    [Test]
    public void Modern_requests_may_share_an_id_and_each_gets_its_own_answer()
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-slow", "touch begun", Slow, Answer);
        var peer = workspace.Start();
        Deadline.Until("it is listed", () => peer.Answer(peer.Modern("1", "tools/list")).Contains("child_slow"));

        using var first = peer.Begin(peer.ModernCall("1", "child_slow"));
        child.AwaitFile("begun");
        Assert.That(peer.Send(peer.ModernCall("1", "child_same")).Text, Is.EqualTo("done"));
        Assert.That(peer.Send(peer.ModernCall("\"1\"", "child_same")).Id, Is.EqualTo("\"1\""));
        child.Release("go");

        Assert.That(first.ReadReply().Text, Is.EqualTo("slow"));
    }

    [Test]
    public void A_modern_cancellation_by_another_request_cancels_nobody()
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-slow", "touch begun", Slow, Answer);
        var peer = workspace.Start();
        Deadline.Until("it is listed", () => peer.Answer(peer.Modern("1", "tools/list")).Contains("child_slow"));
        using var call = peer.Begin(peer.ModernCall("1", "child_slow"));
        child.AwaitFile("begun");

        // The principal's programs share a session: one that knows, or guesses, an id must not end what another waits for.
        var cancel = peer.Modern("1", "notifications/cancelled").Carrying("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""");
        Assert.That(peer.Send(cancel).Status, Is.AnyOf(202, 400));
        Assert.That(peer.Send(peer.ModernCall("2", "child_same")).Text, Is.EqualTo("done"));
        child.Release("go");

        Assert.That(call.ReadReply().Text, Is.EqualTo("slow"));
        Assert.That(child.Received, Has.None.Contain("notifications/cancelled"));
    }

    [Test]
    public void A_session_is_its_clients_on_its_route_as_long_as_it_lives()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();
        var right = peer.Legacy("1", "ping");
        var own = peer.Session!;
        var other = new HttpPeer(peer.Url, workspace.Gateway.Token).On("child").Open();

        Assert.That(own, Does.Match("^[0-9a-f]{32}$"));
        Refusal Missing(string what, string id) => new(what, right.With("Mcp-Session-Id", id), 404, -32600);
        Refusal.AssertAll(peer, workspace,
            Missing("a random one", Guid.NewGuid().ToString("N")), Missing("an empty one", ""), Missing("one in upper case", own.ToUpperInvariant() + "A"), Missing("half of it", own[..16]),
            Missing("one with more", own + "0"), Missing("a list", $"{own}, {own}"), Missing("a marked one", Refusal.Marker), Missing("a long one", new string('a', 20_000)),
            Missing("one of another route", other.Session!),
            new("the same on another route", right.To("/mcp/child"), 404, -32600),
            new("its stream on another route", peer.Stream().To("/mcp/child"), 404, -32600),
            new("its end on another route", peer.Stream().As("DELETE").To("/mcp/child"), 404, -32600),
            new("none", right.Without("Mcp-Session-Id"), 400, -32600),
            new("a stream without one", peer.Stream().Without("Mcp-Session-Id"), 400, -32600),
            new("an end without one", peer.Stream().As("DELETE").Without("Mcp-Session-Id"), 400, -32600),
            new("twice", right.And("Mcp-Session-Id", own), 400, -32020),
            new("twice on a stream", peer.Stream().And("Mcp-Session-Id", own), 400, -32600),
            new("with a tab", right.With("Mcp-Session-Id", own[..8] + "\t" + own[8..]), 404, -32600),
            new("with a NUL", right.With("Mcp-Session-Id", own + "\0"), 400, null));
        Assert.That(peer.Send(right).Status, Is.EqualTo(200));

        Assert.That(peer.Send(peer.Stream().As("DELETE")).Status, Is.EqualTo(204));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(peer.Send(right).Status, Is.EqualTo(404));
            Assert.That(peer.Send(peer.Stream()).Status, Is.EqualTo(404));
            Assert.That(peer.Send(peer.Stream().As("DELETE")).Status, Is.EqualTo(404));
            Assert.That(other.Send(other.Legacy("1", "ping")).Status, Is.EqualTo(200), "the other goes on");
        }
    }

    [Test]
    public void A_session_that_nobody_uses_ends()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("SessionTimeout", 1);
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_same");
        var process = workspace.Child.ProcessId;
        var streaming = new HttpPeer(peer.Url, workspace.Gateway.Token).Open();
        using var stream = streaming.Begin(streaming.Stream());
        stream.ReadHead();

        Deadline.Until("its server has ended", () => RawClient.Signal(workspace.Child.Starts[0], 0) != 0);
        Assert.That(peer.Send(peer.Legacy("1", "ping")).Status, Is.EqualTo(404));
        Assert.That(streaming.Send(streaming.Legacy("1", "ping")).Status, Is.EqualTo(200), "one whose stream is open is used");
        Assert.That(process, Is.GreaterThan(0));
    }
}
