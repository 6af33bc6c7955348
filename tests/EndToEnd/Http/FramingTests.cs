using System.Text;

namespace EndToEnd.Http;

/// <summary>What two programs could understand in two ways, or one for ever.</summary>
public class FramingTests
{
    [Test]
    public void The_end_of_a_request_has_one_meaning()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        var length = right.Body.Length;
        HttpAsk Chunked(string body) => right.With("Transfer-Encoding", "chunked").Carrying(body);
        var chunks = $"{length:x}\r\n{Encoding.UTF8.GetString(right.Body)}\r\n0\r\n\r\n";

        Refusal Bad(string what, HttpAsk ask, int? code = null) => new(what, ask, 400, code);
        Refusal.AssertAll(peer, workspace,
            Bad("two equal lengths", right.With("Content-Length", $"{length}").And("Content-Length", $"{length}")),
            Bad("two lengths", right.With("Content-Length", $"{length}").And("Content-Length", "0")),
            Bad("a list of lengths", right.With("Content-Length", $"{length}, {length}")),
            Bad("a negative length", right.With("Content-Length", "-1")),
            Bad("a length with a space", right.With("Content-Length", $"{length} 0")),
            Bad("a length in hexadecimal", right.With("Content-Length", $"0x{length:x}")),
            Bad("a length that is none", right.With("Content-Length", Refusal.Marker)),
            Bad("a length beyond all numbers", right.With("Content-Length", "99999999999999999999")),
            Bad("length and chunks", Chunked(chunks).And("Content-Length", $"{chunks.Length}"), -32600),
            Bad("chunks twice", Chunked(chunks).And("Transfer-Encoding", "chunked"), -32600),
            Bad("chunks of chunks", right.With("Transfer-Encoding", "chunked, chunked").Carrying(chunks), -32600),
            Bad("chunks that are not last", right.With("Transfer-Encoding", "chunked, identity").Carrying(chunks)),
            Bad("an unknown encoding", right.With("Transfer-Encoding", "xchunked").Carrying(chunks)),
            Bad("identity", right.With("Transfer-Encoding", "identity").Carrying(chunks)),
            Bad("a chunk without a size", Chunked("\r\n{}\r\n0\r\n\r\n"), -32600),
            Bad("a chunk with a bad size", Chunked("zz\r\n{}\r\n0\r\n\r\n"), -32600),
            Bad("a chunk with a negative size", Chunked("-2\r\n{}\r\n0\r\n\r\n"), -32600),
            Bad("a chunk of more than it says", Chunked("1\r\n{}\r\n0\r\n\r\n"), -32600),
            Bad("a chunk with a huge size", Chunked("fffffffffffffffff\r\n{}\r\n0\r\n\r\n"), -32600));

        Assert.That(peer.Send(Chunked(chunks)).Status, Is.EqualTo(200), "right chunks");
        Assert.That(peer.Send(Chunked($"{length:X};extension=1\r\n{Encoding.UTF8.GetString(right.Body)}\r\n0\r\nTrailer: a\r\n\r\n")).Status, Is.EqualTo(200), "an extension and a trailer");
    }

    [Test]
    public void A_head_is_what_it_seems()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");

        Refusal Bad(string what, string value) => new(what, right.With("X-Any", value), 400, null);
        Refusal.AssertAll(peer, workspace,
            Bad("a folded header", "a\r\n Mcp-Name: b"),
            Bad("a header folded by a tab", "a\r\n\tb"),
            Bad("a bare return", "a\rMcp-Name: b"),
            Bad("a NUL", "a\0b"),
            new("a header without a colon", right.With("X-Any", "a\r\nnothing"), 400, null),
            new("a header without a name", right.With("", "a"), 400, null),
            new("a space before the colon", right.With("Mcp-Name ", "a"), 400, null),
            new("a name with a space", right.With("Mcp Name", "a"), 400, null),
            new("a name with a NUL", right.With("Mcp\0Name", "a"), 400, null),
            new("a huge header", right.With("X-Any", new string('a', 40_000)), 431, null),
            new("a huge token", right.With("Authorization", $"Bearer {new string('a', 40_000)}"), 431, null),
            new("many headers", Enumerable.Range(0, 300).Aggregate(right, (ask, n) => ask.And($"X-{n}", "a")), 431, null),
            new("a huge address", right.To($"/mcp?{new string('a', 40_000)}"), 414, null),
            new("an unknown version of HTTP", right.To("/mcp HTTP/9.9\r\nX: "), 505, null));
    }

    [Test]
    public void A_bare_line_feed_smuggles_nothing()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();

        // Whether it ends a header or is refused: the token behind it must not be taken for one of the header before.
        var reply = peer.Send(peer.Modern("1", "server/discover").Without("Authorization").With("X-Any", "a\nAuthorization: Bearer wrong"));

        Assert.That(reply.Status, Is.AnyOf(400, 401));
    }

    [Test]
    public void What_follows_a_refused_request_is_not_taken_for_another()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        var inner = Encoding.UTF8.GetString(right.Bytes);

        // Its length says that the second request is its body; the refusal is written before the body is read.
        using var wire = peer.Begin(right.Without("Authorization").Carrying(inner));
        Assert.That(wire.ReadReply().Status, Is.EqualTo(401));
        wire.Write(right.Bytes);
        var second = wire.ReadReply();

        Assert.That(second.Status, Is.EqualTo(200), second.Body);
        Assert.That(second.Id, Is.EqualTo("1"));
        wire.Write(right.With("Connection", "close").Bytes);
        Assert.That(wire.ReadReply().Status, Is.EqualTo(200));
        Assert.That(wire.IsClosed(), Is.True, "there is one reply a request");
    }

    [Test]
    public void Requests_one_after_the_other_on_a_connection_are_answered_in_their_order()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        using var wire = peer.Begin([.. Enumerable.Range(1, 20).SelectMany(n => peer.Modern($"{n}", "server/discover").Bytes)]);

        Assert.That(Enumerable.Range(1, 20).Select(_ => wire.ReadReply().Id), Is.EqualTo(Enumerable.Range(1, 20).Select(n => $"{n}")));
    }
}
