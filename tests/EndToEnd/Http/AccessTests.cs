namespace EndToEnd.Http;

public class AccessTests
{
    private const string Site = "https://app.example:8443";

    [Test]
    public void Only_one_right_token_lets_in()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        var token = workspace.Gateway.Token;

        Refusal Wrong(string what, HttpAsk ask) => new(what, ask, 401, -32600);
        Refusal.AssertAll(peer, workspace,
            Wrong("none", right.Without("Authorization")),
            Wrong("empty", right.With("Authorization", "")),
            Wrong("only a scheme", right.With("Authorization", "Bearer")),
            Wrong("an empty token", right.With("Authorization", "Bearer ")),
            Wrong("a wrong one", right.With("Authorization", $"Bearer {Refusal.Marker}{new string('a', 40)}")),
            Wrong("one too long", right.With("Authorization", $"Bearer {token}a")),
            Wrong("one too short", right.With("Authorization", $"Bearer {token[..^1]}")),
            Wrong("other case", right.With("Authorization", $"Bearer {token.ToUpperInvariant()}")),
            Wrong("another scheme", right.With("Authorization", $"Basic {token}")),
            Wrong("no scheme", right.With("Authorization", token)),
            Wrong("a glued scheme", right.With("Authorization", $"Bearer{token}")),
            Wrong("twice", right.And("Authorization", $"Bearer {token}")),
            Wrong("a right and a wrong one", right.And("Authorization", "Bearer wrong")),
            Wrong("a list", right.With("Authorization", $"Bearer {token}, Bearer {token}")),
            Wrong("in the query", right.Without("Authorization").To($"/mcp?access_token={token}")),
            Wrong("in a cookie", right.Without("Authorization").With("Cookie", $"token={token}")),
            Wrong("for a path that is not there", right.Without("Authorization").To("/other")),
            Wrong("for another method", right.Without("Authorization").As("PUT")),
            Wrong("for a preflight", right.Without("Authorization").As("OPTIONS")));
    }

    [Test]
    public void The_refusal_names_the_scheme_and_the_scheme_has_any_case()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");

        Assert.That(peer.Send(right.Without("Authorization")).Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"mcp-gateway\""));
        Assert.That(peer.Send(right.With("Authorization", "Bearer no")).Header("WWW-Authenticate"), Does.Contain("invalid_token"));
        Assert.That(peer.Send(right.With("Authorization", $"bEARER {workspace.Gateway.Token}")).Status, Is.EqualTo(200));
    }

    [Test]
    public void Foreign_hosts_and_origins_are_kept_out_before_any_token_counts()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        var port = peer.Url.Port;

        Refusal Host(string host) => new($"Host {host}", right.With("Host", host), 403, -32600);
        Refusal Origin(string origin) => new($"Origin {origin}", right.With("Origin", origin), 403, -32600);
        Refusal.AssertAll(peer, workspace,
            Host($"{Refusal.Marker}.example"), Host($"{Refusal.Marker}.example:{port}"), Host("127.0.0.1.nip.io"), Host("localhost.example"), Host("127.0.0.2"),
            Host("0.0.0.0"), Host("2130706433"), Host("0x7f.1"), Host($"[::2]:{port}"), Host("169.254.169.254"), Host("localhost.."), Host("xlocalhost"),
            Origin($"https://{Refusal.Marker}.example"), Origin("null"), Origin(""), Origin($"http://127.0.0.1:{port + 1}"), Origin($"https://127.0.0.1:{port}"),
            Origin($"http://127.0.0.1:{port}/"), Origin($"http://127.0.0.1:{port} http://evil.example"), Origin("http://localhost"), Origin("*"), Origin("file://"),
            new("two origins", right.With("Origin", $"http://127.0.0.1:{port}").And("Origin", $"http://127.0.0.1:{port}"), 403, -32600),
            new("a foreign host without a token", right.With("Host", "evil.example").Without("Authorization"), 403, -32600),
            new("a foreign origin without a token", right.With("Origin", "https://evil.example").Without("Authorization"), 403, -32600),
            new("a foreign host at /health", right.As("GET").To("/health").With("Host", "evil.example"), 403, -32600),
            new("a preflight of a foreign page", right.As("OPTIONS").With("Origin", Site).With("Access-Control-Request-Method", "POST"), 403, -32600),
            new("no host", right.Without("Host"), 400, null),
            new("an empty host", right.With("Host", ""), 403, -32600),
            new("two hosts", right.And("Host", "evil.example"), 400, null),
            new("a host with a user", right.With("Host", "user@127.0.0.1"), 400, null),
            new("a host with a path", right.With("Host", "127.0.0.1/mcp"), 400, null));
    }

    [Test]
    public void The_gateways_own_names_are_its_own_however_they_are_written()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start("--allow-host", "Gateway.Example");
        var port = peer.Url.Port;

        using (Assert.EnterMultipleScope())
        {
            foreach (var host in (string[])["127.0.0.1", $"127.0.0.1:{port}", "LOCALHOST", $"localhost:{port}", "localhost:1", $"[::1]:{port}", "gateway.example:443"])
            {
                Assert.That(peer.Send(peer.Modern("1", "server/discover").With("Host", host)).Status, Is.EqualTo(200), host);
            }

            Assert.That(peer.Send(peer.Modern("1", "server/discover").With("Origin", $"HTTP://127.0.0.1:{port}")).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public void No_page_may_read_an_answer_unless_it_is_allowed()
    {
        using var closed = new HttpWorkspace();
        var peer = closed.Start();
        var same = peer.Send(peer.Modern("1", "server/discover").With("Origin", $"http://{peer.Url.Authority}"));
        Assert.That(same.Headers.Select(header => header.Name), Has.None.StartsWith("Access-Control"));

        using var open = new HttpWorkspace();
        peer = open.Start("--allow-origin", Site);
        var preflight = peer.Send(peer.Modern("1", "server/discover").As("OPTIONS").Carrying("").Without("Authorization").With("Origin", Site)
            .With("Access-Control-Request-Method", "POST").With("Access-Control-Request-Headers", "authorization,mcp-session-id"));
        var call = peer.Send(peer.Modern("1", "server/discover").With("Origin", Site));
        var refused = peer.Send(peer.Modern("1", "server/discover").With("Origin", Site).Without("Authorization"));
        var foreign = peer.Send(peer.Modern("1", "server/discover").With("Origin", "https://app.example"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(preflight.Status, Is.EqualTo(204));
            Assert.That(preflight.Header("Access-Control-Allow-Origin"), Is.EqualTo(Site));
            Assert.That(preflight.Header("Access-Control-Allow-Headers"), Does.Contain("authorization"));
            Assert.That(preflight.Header("Access-Control-Allow-Credentials"), Is.Null);
            Assert.That(call.Status, Is.EqualTo(200));
            Assert.That(call.Header("Access-Control-Allow-Origin"), Is.EqualTo(Site));
            Assert.That(call.Header("Access-Control-Expose-Headers"), Does.Contain("Mcp-Session-Id"));
            Assert.That(refused.Status, Is.EqualTo(401));
            Assert.That(foreign.Status, Is.EqualTo(403));
            Assert.That(foreign.Header("Access-Control-Allow-Origin"), Is.Null);
        }
    }
}
