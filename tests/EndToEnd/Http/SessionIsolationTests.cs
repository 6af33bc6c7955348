using EndToEnd.Running;

namespace EndToEnd.Http;

public class SessionIsolationTests
{
    private const string Asking = """{"sampling":{},"elicitation":{"form":{}},"roots":{"listChanged":true}}""";

    private static string TokenOf(string name) => string.Concat(Enumerable.Repeat(name, 40))[..40];

    private static string LineOf(string name) => $"{name} {TokenOf(name)}\n";

    private static HttpPeer Peer(HttpWorkspace workspace, string name) => new(workspace.Gateway.Url, TokenOf(name));

    [Test]
    public void One_principal_cannot_reach_the_session_of_another_by_any_way()
    {
        using var workspace = new HttpWorkspace();
        workspace.Start("--token-file", workspace.WritePrivate("tokens", LineOf("alice") + LineOf("bob")));
        var alice = Peer(workspace, "alice").Open();
        var bob = Peer(workspace, "bob").Open();
        var thief = bob.In(alice.Session);
        alice.AwaitTool("child_same");

        var starts = workspace.Child.Starts.Length;
        Refusal Missing(string what, HttpAsk ask) => new(what, ask, 404, -32600);
        Refusal.AssertAll(bob, workspace,
            Missing("a call", thief.LegacyCall("1", "child_same")),
            Missing("a notification", thief.Legacy("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""")),
            Missing("a response", thief.Legacy("""{"jsonrpc":"2.0","id":1,"result":{}}""")),
            Missing("initialize", thief.Legacy("1", "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}""")),
            Missing("its stream", thief.Stream()),
            Missing("its stream from its begin", thief.Stream("0-0")),
            Missing("its end", thief.Stream().As("DELETE")),
            Missing("by the route of a server", thief.Stream().To("/mcp/child")),
            new("with both ids", bob.Legacy("1", "ping").And("Mcp-Session-Id", alice.Session!), 400, -32020));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alice.Send(alice.LegacyCall("2", "child_same")).Text, Is.EqualTo("done"), "nothing has happened to it");
            Assert.That(bob.Send(bob.LegacyCall("2", "child_same")).Text, Is.EqualTo("done"));
            Assert.That(starts, Is.GreaterThan(0));
        }
    }

    [Test]
    public void What_a_server_tells_and_asks_goes_to_its_own_session_only()
    {
        using var workspace = new HttpWorkspace();
        var child = workspace.Child.On("call-tell",
            """send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":1}}""",
            """send {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"error","data":"for one"}}""",
            "touch call-new.script",
            Steps.ListChanged,
            """send {"jsonrpc":"2.0","id":"asks","method":"sampling/createMessage","params":{"messages":[],"maxTokens":1}}""",
            "await \"asks\"",
            """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"told"}]}}""");
        workspace.Start("--token-file", workspace.WritePrivate("tokens", LineOf("alice") + LineOf("bob")));
        HttpPeer[] others = [Peer(workspace, "bob").Open(Asking), Peer(workspace, "alice").Open(Asking)];
        var alice = Peer(workspace, "alice").Open(Asking);
        foreach (var peer in (HttpPeer[])[alice, .. others]) peer.AwaitTool("child_tell");
        var streams = others.Select(other => other.Begin(other.Stream())).ToArray();
        foreach (var stream in streams) stream.ReadHead();
        using var modern = Peer(workspace, "bob").Begin(Peer(workspace, "bob").Modern("\"sub\"", "subscriptions/listen", """{"notifications":{"toolsListChanged":true}}"""));
        modern.ReadHead();
        modern.ReadUntil("acknowledged");

        using var call = alice.Begin(alice.LegacyCall("\"tells\"", "child_tell", meta: """{"progressToken":"mine"}"""));
        call.ReadHead();
        var asked = RawClient.Parse(call.ReadUntil("sampling/createMessage")[^1].Message).GetProperty("id").GetRawText();
        var answer = $$$$"""{"jsonrpc":"2.0","id":{{{{asked}}}},"result":{"role":"assistant","model":"m","content":{"type":"text","text":"STOLEN"}}}""";
        foreach (var other in others) Assert.That(other.Send(other.Legacy(answer)).Status, Is.EqualTo(202), "its session waits for no such answer");
        foreach (var other in others) other.Send(other.Legacy("\"after\"", "ping"));
        Assert.That(child.Received, Has.None.Contain("STOLEN"));
        Assert.That(alice.Send(alice.Legacy(answer.Replace("STOLEN", "own"))).Status, Is.EqualTo(202));
        call.ReadUntil("told");

        Assert.That(child.Received.Where(line => line.Contains("\"asks\"") && line.Contains("result")), Has.One.Items.And.All.Contain("own"));
        workspace.Gateway.Terminates();
        using (Assert.EnterMultipleScope())
        {
            foreach (var stream in (HttpWire[])[.. streams, modern])
            {
                // To its end: nothing of the other session is on it.
                while (stream.ReadEvent() is { } other) Assert.That(other.Message, Does.Not.Contain("progress").And.Not.Contain("for one").And.Not.Contain("list_changed").And.Not.Contain("sampling"));
                stream.Dispose();
            }
        }
    }

    [Test]
    public void Whose_token_is_taken_away_loses_session_and_streams_and_who_has_a_new_one_too()
    {
        using var workspace = new HttpWorkspace();
        var file = workspace.WritePrivate("tokens", LineOf("alice") + LineOf("bob") + LineOf("carol"));
        workspace.Start("--token-file", file);
        var (alice, bob, carol) = (Peer(workspace, "alice").Open(), Peer(workspace, "bob").Open(), Peer(workspace, "carol").Open());
        using var kept = alice.Begin(alice.Stream());
        using var removed = bob.Begin(bob.Stream());
        using var leaked = carol.Begin(carol.Stream());
        foreach (var wire in (HttpWire[])[kept, removed, leaked]) wire.ReadHead();

        File.WriteAllText(file, LineOf("alice") + $"carol {TokenOf("dave")}\n");
        workspace.Gateway.Process.AwaitError("the token file was read anew: 2 tokens let in, 2 sessions of others have ended");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(removed.ReadEvent(), Is.Null);
            Assert.That(leaked.ReadEvent(), Is.Null, "the old token has opened it");
            Assert.That(bob.Send(bob.Legacy("1", "ping")).Status, Is.EqualTo(401));
            Assert.That(carol.Send(carol.Legacy("1", "ping")).Status, Is.EqualTo(401));
            Assert.That(Peer(workspace, "dave").In(carol.Session).Send(Peer(workspace, "dave").In(carol.Session).Legacy("1", "ping")).Status, Is.EqualTo(404));
            Assert.That(alice.Send(alice.Legacy("1", "ping")).Status, Is.EqualTo(200));
        }

        File.WriteAllText(file, "broken token\n");
        workspace.Gateway.Process.AwaitError("the tokens that let in stay as they were");
        Assert.That(alice.Send(alice.Legacy("1", "ping")).Status, Is.EqualTo(200));
    }
}
