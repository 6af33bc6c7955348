namespace EndToEnd.Http;

public class PathTests
{
    [Test]
    public void There_is_one_endpoint_and_one_for_each_server()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");

        Refusal Missing(string target) => new(target, right.To(target), 404, -32600);
        Refusal.AssertAll(peer, workspace,
            Missing("/"), Missing("/mcp/"), Missing("//mcp"), Missing("/mcp//child"), Missing("/mcp/child/"), Missing("/mcp;x"), Missing("/mcp;/child"), Missing("/MCP"), Missing("/Mcp/child"),
            Missing("/mcp/Child"), Missing("/mcp%2Fchild"), Missing("/mcp/%2e%2e"), Missing("/mcp/child%0a"), Missing("/mcp/chil"), Missing($"/mcp/{Refusal.Marker}"),
            Missing("/mcp/../../etc/passwd"), Missing("/mcp\\child"), Missing("/mcp/child%20"), Missing("/mcp."), Missing("/sse"), Missing("/favicon.ico"),
            new("no path", right.To("mcp"), 405, null),
            new("an escaped NUL", right.To("/mcp/child%00"), 400, null),
            new("half an escape", right.To("/mcp/%2"), 404, -32600),
            new("an escape that is no UTF-8", right.To("/mcp/%ff"), 404, -32600),
            new("a NUL", right.To("/mcp\0"), 400, null),
            new("another authority", right.To("http://evil.example/mcp"), 400, null),
            new("an asterisk", right.To("*"), 405, null));

        using (Assert.EnterMultipleScope())
        {
            foreach (var same in (string[])["/mcp?a=b", $"http://{peer.Url.Authority}/mcp", "/./mcp", "/mcp/../mcp", "/%6dcp", "/mcp/child", "/mcp/./child", "/mcp/%63hild"]) Assert.That(peer.Send(right.To(same)).Status, Is.EqualTo(200), same);
        }
    }

    [TestCase("/mcp", "POST, GET, DELETE", "PUT", "PATCH", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "M4RK3D")]
    [TestCase("/health", "GET, HEAD", "POST", "DELETE", "TRACE", "OPTIONS")]
    public void Other_methods_are_refused(string target, string allowed, params string[] methods)
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();

        using (Assert.EnterMultipleScope())
        {
            foreach (var method in methods)
            {
                var reply = peer.Send(peer.Modern("1", "server/discover").To(target).As(method).Carrying("").With("Connection", "close"));
                Assert.That(reply.Status, Is.EqualTo(405), method);
                Assert.That(reply.Header("Allow"), Is.EqualTo(allowed), method);
                Assert.That(reply.Body, Does.Not.Contain(Refusal.Marker).IgnoreCase);
            }
        }
    }

    [Test]
    public void It_is_no_proxy()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();

        var tunnel = peer.Send(peer.Modern("1", "server/discover").As("CONNECT").To(peer.Url.Authority).Carrying(""));

        Assert.That(tunnel.Status, Is.AnyOf(400, 404, 405));
    }

    [Test]
    public void Modern_clients_only_post()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();

        using (Assert.EnterMultipleScope())
        {
            foreach (var method in (string[])["GET", "DELETE"])
            {
                var reply = peer.Send(peer.Stream().As(method).With("MCP-Protocol-Version", "2026-07-28"));
                Assert.That(reply.Status, Is.EqualTo(405), method);
                Assert.That(reply.Header("Allow"), Is.EqualTo("POST"), method);
            }
        }
    }

    [Test]
    public void Whether_it_lives_is_told_to_everybody_and_nothing_else_is()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var ask = peer.Stream().Without("Authorization").Without("Accept");

        using (Assert.EnterMultipleScope())
        {
            foreach (var target in (string[])["/health", "/ready"])
            {
                var reply = peer.Send(ask.To(target));
                Assert.That((reply.Status, reply.Body), Is.EqualTo((200, "{\"status\":\"ok\"}")), target);
                Assert.That(peer.Send(ask.To(target).As("HEAD")).Status, Is.EqualTo(200), target);
                Assert.That(reply.Headers.Select(header => header.Name), Is.SubsetOf((string[])["Content-Length", "Content-Type", "Date"]));
            }

            Assert.That(peer.Send(ask.To("/health/x")).Status, Is.EqualTo(401));
        }
    }
}
