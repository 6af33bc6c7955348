namespace EndToEnd.Http;

public class HeaderTests
{
    [Test]
    public void What_a_request_says_of_its_body_must_be_right()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");

        Refusal Type(string type) => new($"Content-Type {type}", right.With("Content-Type", type), 415, -32600);
        Refusal Accept(string accept) => new($"Accept {accept}", right.With("Accept", accept), 406, -32600);
        Refusal.AssertAll(peer, workspace,
            Type(""), Type("text/plain"), Type("application/x-www-form-urlencoded"), Type("multipart/form-data; boundary=a"), Type("application/json-rpc"), Type("application/jsonx"),
            Type("application/json; charset=utf-16"), Type("application/json; charset=latin1"), Type("application/json, text/plain"), Type($"{Refusal.Marker}"), Type("application/*"),
            new("no Content-Type", right.Without("Content-Type"), 415, -32600),
            new("two Content-Types", right.And("Content-Type", "application/json"), 415, -32600),
            new("text/plain first", right.With("Content-Type", "text/plain").And("Content-Type", "application/json"), 415, -32600),
            Accept(""), Accept("application/json"), Accept("text/event-stream"), Accept("text/html"), Accept("application/json, text/event-stream;q=0"), Accept(Refusal.Marker),
            new("no Accept", right.Without("Accept"), 406, -32600),
            new("a stream that takes no events", peer.Stream().With("Accept", "application/json"), 406, -32600),
            new("a packed body", right.With("Content-Encoding", "gzip").Carrying([0x1F, 0x8B, 8, 0]), 400, -32700));

        using (Assert.EnterMultipleScope())
        {
            foreach (var type in (string[])["application/json; charset=utf-8", "APPLICATION/JSON;charset=\"UTF-8\"", "application/json; x=y"]) Assert.That(peer.Send(right.With("Content-Type", type)).Status, Is.EqualTo(200), type);
            foreach (var accept in (string[])["*/*", "application/*, text/*", "text/event-stream;q=0.1,application/json;q=0.2"]) Assert.That(peer.Send(right.With("Accept", accept)).Status, Is.EqualTo(200), accept);
        }
    }

    [Test]
    public void The_headers_of_a_modern_request_must_say_what_its_body_says()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.AnswerText("für").Describe("für", """{"name":"für","inputSchema":{"type":"object"}}""");
        var peer = workspace.Start("--tool-names", "plain");
        var right = peer.Modern("1", "server/discover");
        var call = peer.ModernCall("1", "same");

        Refusal Wrong(string what, HttpAsk ask) => new(what, ask, 400, -32020);
        Refusal.AssertAll(peer, workspace,
            Wrong("no version", right.Without("MCP-Protocol-Version")),
            Wrong("a legacy version", right.With("MCP-Protocol-Version", "2025-11-25")),
            Wrong("two versions", right.And("MCP-Protocol-Version", "2026-07-28")),
            Wrong("two different versions", right.And("MCP-Protocol-Version", "2025-11-25")),
            Wrong("no method", right.Without("Mcp-Method")),
            Wrong("another method", right.With("Mcp-Method", "tools/list")),
            Wrong("another case", right.With("Mcp-Method", "Server/Discover")),
            Wrong("two methods", right.And("Mcp-Method", "server/discover")),
            Wrong("no name", call.Without("Mcp-Name")),
            Wrong("another name", call.With("Mcp-Name", Refusal.Marker)),
            Wrong("two names", call.And("Mcp-Name", "same")),
            Wrong("bad Base64", call.With("Mcp-Name", "=?base64?!!?=")),
            Wrong("another name in Base64", call.With("Mcp-Name", "=?base64?b3RoZXI=?=")),
            Wrong("Base64 that is no UTF-8", call.With("Mcp-Name", "=?base64?/w==?=")),
            Wrong("a resource by another name", peer.Modern("1", "resources/read", """{"uri":"memo://r"}""").With("Mcp-Name", "memo://other")),
            new("an unknown method", peer.Modern("1", "no/such"), 404, -32601),
            new("initialize", peer.Modern("1", "initialize"), 404, -32601),
            new("a response", right.Carrying("""{"jsonrpc":"2.0","id":1,"result":{}}"""), 400, -32600),
            new("no client capabilities", right.Carrying("""{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}"""), 400, -32602),
            new("no version in the body", right.Carrying("""{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{}}"""), 400, -32602));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(peer.Send(call.With("Mcp-Name", "=?base64?c2FtZQ==?=")).Text, Is.EqualTo("done"));
            Assert.That(peer.Send(peer.ModernCall("1", "für").With("Mcp-Name", "=?base64?ZsO8cg==?=")).Text, Is.EqualTo("done"));
            Assert.That(peer.Send(peer.ModernCall("1", "same").With("mcp-NAME", "same")).Text, Is.EqualTo("done"));
        }
    }

    [Test]
    public void Headers_that_repeat_arguments_must_agree_with_them()
    {
        using var workspace = new HttpWorkspace();
        workspace.Child.Describe("same", """{"name":"same","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}}""");
        var peer = workspace.Start("--tool-names", "plain");
        var call = peer.ModernCall("1", "same", """{"region":"eu west"}""").With("Mcp-Param-Region", "eu west");

        Refusal Wrong(string what, HttpAsk ask) => new(what, ask, 400, -32020);
        Refusal.AssertAll(peer, workspace,
            Wrong("another value", call.With("Mcp-Param-Region", "us")),
            Wrong("none", call.Without("Mcp-Param-Region")),
            Wrong("two", call.And("Mcp-Param-Region", "eu west")),
            Wrong("bad Base64", call.With("Mcp-Param-Region", "=?base64?*?=")),
            Wrong("one that the arguments lack", peer.ModernCall("1", "same").With("Mcp-Param-Region", "eu west")));

        Assert.That(peer.Send(call).Text, Is.EqualTo("done"));
        Assert.That(peer.Send(call.With("Mcp-Param-Region", "=?base64?ZXUgd2VzdA==?=")).Text, Is.EqualTo("done"));
        Assert.That(workspace.Child.Received.Count(line => line.Contains("tools/call")), Is.EqualTo(2));
    }

    [Test]
    public void A_version_that_nobody_speaks_is_refused_with_those_that_are_spoken()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var modern = peer.Modern("1", "server/discover");
        HttpAsk[] asks =
        [
            modern.With("MCP-Protocol-Version", "2099-01-01").Carrying(System.Text.Encoding.UTF8.GetString(modern.Body).Replace("2026-07-28", "2099-01-01")),
            peer.Legacy("1", "ping").With("MCP-Protocol-Version", "1999-01-01").With("Mcp-Session-Id", "any"),
            peer.Legacy("1", "initialize").With("MCP-Protocol-Version", "x"),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach (var ask in asks)
            {
                var reply = peer.Send(ask);
                Assert.That(reply.Status, Is.EqualTo(400), reply.Body);
                Assert.That(reply.Code, Is.EqualTo(-32022), reply.Body);
                Assert.That(reply.Json.GetProperty("error").GetProperty("data").GetProperty("supported").EnumerateArray().Select(version => version.GetString()), Does.Contain("2026-07-28").And.Contain("2025-11-25"), reply.Body);
            }
        }
    }

    [Test]
    public void Legacy_errors_are_answers_and_come_with_200()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();

        var unknown = peer.Send(peer.Legacy("7", "no/such"));
        var old = peer.Send(peer.Legacy("8", "ping").Without("MCP-Protocol-Version"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unknown.Status, Is.EqualTo(200));
            Assert.That(unknown.Code, Is.EqualTo(-32601));
            Assert.That(unknown.Id, Is.EqualTo("7"));
            Assert.That(old.Status, Is.EqualTo(200), "without the header it is 2025-03-26");
            Assert.That(peer.Send(peer.Legacy("9", "ping").And("MCP-Protocol-Version", "2025-11-25")).Status, Is.EqualTo(400));
        }
    }
}
