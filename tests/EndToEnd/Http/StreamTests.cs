using EndToEnd.Running;

namespace EndToEnd.Http;

public class StreamTests
{
    private const string Token = """{"progressToken":"p"}""";

    [Test]
    public void What_belongs_to_no_request_comes_on_the_newest_stream_of_a_legacy_session()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.On("call-change", "touch call-new.script", Steps.ListChanged, Steps.Answer).On("call-again", "touch call-newer.script", Steps.ListChanged, Steps.Answer);
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_change");
        using var first = peer.Begin(peer.Stream());
        first.ReadHead();
        Assert.That(first.Header("Content-Type"), Is.EqualTo("text/event-stream"));
        peer.Send(peer.LegacyCall("1", "child_change"));
        var seen = first.ReadUntil("notifications/tools/list_changed");
        Assert.That(seen[^1].Id, Does.StartWith("0-"));

        using var second = peer.Begin(peer.Stream());
        second.ReadHead();
        peer.Send(peer.LegacyCall("2", "child_again"));

        Assert.That(second.ReadUntil("notifications/tools/list_changed")[^1].Id, Is.Not.EqualTo(seen[^1].Id));
        Assert.That(first.ReadEvent(), Is.Null, "it was taken over");
    }

    [Test]
    public void A_lost_stream_goes_on_where_it_was_and_doubles_nothing()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.On("call-slow", Steps.Progress(1), "await-file go", Steps.Progress(2), "await-file end", Steps.Progress(3), Steps.Answer);
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_slow");
        var call = peer.Begin(peer.LegacyCall("1", "child_slow", meta: Token));
        call.ReadHead();
        var events = call.ReadUntil("\"progress\":1");
        Assert.That(events[0].Message, Is.Empty, "a place to come back to");
        call.Reset();

        workspace.Child.Release("go");
        using var again = peer.Begin(peer.Stream(events[^1].Id));
        again.ReadHead();
        events.AddRange(again.ReadUntil("\"progress\":2"));
        again.Reset();
        workspace.Child.Release("end");
        using var last = peer.Begin(peer.Stream(events[^1].Id));
        last.ReadHead();
        events.AddRange(last.ReadUntil("slow"));
        Assert.That(last.ReadEvent(), Is.Null);

        Assert.That(events.Select(one => one.Id).Distinct().Count(), Is.EqualTo(5), "the place, three times progress, the answer");
        Assert.That(events, Has.Count.EqualTo(5));
        using var all = peer.Begin(peer.Stream(events[0].Id));
        all.ReadHead();
        Assert.That(all.ReadUntil("slow"), Is.EqualTo(events[1..]));
        using var none = peer.Begin(peer.Stream(events[^1].Id));
        none.ReadHead();
        Assert.That(none.ReadEvent(), Is.Null);
    }

    [Test]
    public void A_place_that_is_not_kept_is_refused()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("ResumeBytes", 1_000);
        workspace.Child.On("call-much", """repeat 50 {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":{n},"message":"much more than is kept of it"}}""", Steps.Answer);
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_much");
        using var call = peer.Begin(peer.LegacyCall("1", "child_much", meta: Token));
        call.ReadHead();
        var events = call.ReadUntil("slow");

        Refusal Bad(string place) => new($"'{place}'", peer.Stream(place), 400, -32600);
        Refusal.AssertAll(peer, workspace,
            Bad(""), Bad("x"), Bad("-"), Bad("0-"), Bad("-0"), Bad("0"), Bad("0--1"), Bad("+0-0"), Bad("0-1e3"), Bad(" 0-0 0"), Bad("0-99999999999999999999"), Bad("99999999999999999999-0"),
            Bad("77-0"), Bad("0-1000"), Bad(events[0].Id!), Bad(events[5].Id!), Bad(Refusal.Marker), Bad(new string('9', 9_000)),
            new("twice", peer.Stream("0-0").And("Last-Event-ID", "0-0"), 400, -32600));

        using var last = peer.Begin(peer.Stream(events[^2].Id));
        last.ReadHead();
        Assert.That(last.ReadUntil("slow"), Is.EqualTo(events[^1..]), "the newest are kept");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_modern_client_that_closes_its_stream_cancels_its_call(bool hasEvents)
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-slow", hasEvents ? Steps.Progress(1) : "touch begun", "await notifications/cancelled", "touch cancelled");
        var peer = workspace.Start();
        Deadline.Until("it is listed", () => peer.Answer(peer.Modern("1", "tools/list")).Contains("child_slow"));
        var call = peer.Begin(peer.ModernCall("\"mine\"", "child_slow", meta: Token));
        if (hasEvents)
        {
            call.ReadHead();
            call.ReadUntil("progress");
        }
        else
        {
            child.AwaitFile("begun");
        }

        call.Reset();

        child.AwaitFile("cancelled");
        Assert.That(peer.Send(peer.ModernCall("\"mine\"", "child_same")).Text, Is.EqualTo("done"));
    }

    [Test]
    public void A_legacy_client_that_closes_its_stream_cancels_nothing()
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-slow", "touch begun", "await-file go", Steps.Answer, "touch ended");
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_slow");
        var call = peer.Begin(peer.LegacyCall("1", "child_slow"));
        child.AwaitFile("begun");
        call.Reset();

        Assert.That(peer.Send(peer.LegacyCall("2", "child_same")).Text, Is.EqualTo("done"));
        child.Release("go");
        child.AwaitFile("ended");
        Assert.That(child.Received, Has.None.Contain("notifications/cancelled"));
    }

    [Test]
    public void A_subscription_is_acknowledged_first_marked_throughout_and_ended_well()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.On("call-change", "touch call-new.script", Steps.ListChanged, Steps.Answer);
        var peer = workspace.Start();
        Deadline.Until("it is listed", () => peer.Answer(peer.Modern("1", "tools/list")).Contains("child_change"));
        using var stream = peer.Begin(peer.Modern("\"sub\"", "subscriptions/listen", """{"notifications":{"toolsListChanged":true}}"""));
        stream.ReadHead();
        var acknowledged = stream.ReadEvent()!;
        Assert.That(acknowledged.Message, Does.Contain("notifications/subscriptions/acknowledged"));
        Assert.That(acknowledged.Id, Is.Null, "there is nothing to come back for");
        peer.Send(peer.ModernCall("2", "child_change"));
        var changed = stream.ReadUntil("list_changed")[^1].Message;
        Assert.That(RawClient.Parse(changed).GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetString(), Is.EqualTo("sub"));

        workspace.Gateway.Terminates();

        var end = RawClient.Parse(stream.ReadUntil("\"result\"")[^1].Message);
        Assert.That(end.GetProperty("id").GetString(), Is.EqualTo("sub"));
        Assert.That(stream.ReadEvent(), Is.Null);
        Assert.That(workspace.Gateway.Process.WaitForExit(), Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_request_that_takes_long_shows_that_it_is_alive(bool isModern)
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("KeepAlive", 1);
        workspace.Child.On("call-slow", "await-file go", Steps.Answer);
        var peer = workspace.Start();
        var lister = new HttpPeer(peer.Url, workspace.Gateway.Token).Open();
        lister.AwaitTool("child_slow");
        if (!isModern) peer.Open();
        using var call = peer.Begin(peer.Call(isModern, "1", "child_slow"));
        call.ReadHead();
        Assert.That(call.Header("Content-Type"), Is.EqualTo("text/event-stream"));
        call.AwaitComment();
        call.AwaitComment();

        workspace.Child.Release("go");

        Assert.That(call.ReadUntil("slow")[^1].Message, Does.Contain("\"id\":1"));
        Assert.That(call.ReadEvent(), Is.Null);
    }
}
