using System.Text;
using EndToEnd.Running;

namespace EndToEnd.Http;

public class BodyTests
{
    [Test]
    public void A_body_that_is_no_message_is_refused_before_it_reaches_anybody()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("MaxDepth", 64);
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        var text = Encoding.UTF8.GetString(right.Body);

        Refusal Bad(string what, byte[] body, int code) => new(what, right.Carrying(body), 400, code);
        Refusal Parse(string what, string body) => Bad(what, Encoding.UTF8.GetBytes(body), -32700);
        Refusal Invalid(string what, string body) => Bad(what, Encoding.UTF8.GetBytes(body), -32600);
        Refusal.AssertAll(peer, workspace,
            Parse("nothing", ""), Parse("spaces", " \r\n "), Parse("no JSON", Refusal.Marker), Parse("half a message", text[..^5]), Parse("more than one", text + text),
            Parse("a comment", "/* */" + text), Parse("a comma at the end", text[..^1] + ",}"), Parse("single quotes", text.Replace('"', '\'')),
            Parse("a NUL behind it", text + "\0"), Parse("a NUL in it", text.Replace("server/discover", "server\0discover")), Parse("a line break in a string", text.Replace("server/discover", "server\ndiscover")),
            Bad("invalid UTF-8", [.. right.Body[..^2], (byte)',', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}', (byte)'}'], -32700),
            Bad("UTF-16", Encoding.Unicode.GetBytes(text), -32700),
            Bad("a mark of the byte order", [0xEF, 0xBB, 0xBF, .. right.Body], -32700),
            Invalid("a batch", $"[{text}]"), Invalid("an empty batch", "[]"), Invalid("a string", $"\"{Refusal.Marker}\""), Invalid("a number", "42"), Invalid("null", "null"), Invalid("an empty object", "{}"),
            Invalid("a doubled id", text.Replace("\"id\":1", "\"id\":1,\"id\":2")), Invalid("a doubled method", text.Replace("\"id\":1", "\"id\":1,\"Method\":\"tools/list\"")),
            Invalid("an escaped doubled method", text.Replace("\"id\":1", "\"id\":1,\"m\\u0065thod\":\"tools/list\"")),
            Invalid("no id at all", text.Replace("\"id\":1", "\"id\":null")), Invalid("another version", text.Replace("\"2.0\"", "\"1.0\"")), Invalid("an object for an id", text.Replace("\"id\":1", "\"id\":{}")),
            Invalid("too deep", text.Replace("\"id\":1", $"\"id\":1,\"x\":{new string('[', 100)}{new string(']', 100)}")));
    }

    [Test]
    public void A_body_over_the_bound_is_refused_with_and_without_a_length()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("MaxMessageBytes", 100_000);
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        var large = $$$"""{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"{{{Refusal.Marker}}}{{{new string('a', 110_000)}}}"}}""";

        Refusal.AssertAll(peer, workspace,
            new("told", right.Carrying(large), 413, -32600),
            new("told only", right.With("Content-Length", "100001"), 413, -32600),
            new("told enormous", right.With("Content-Length", $"{long.MaxValue}"), 413, -32600),
            new("in one chunk", right.With("Transfer-Encoding", "chunked").Carrying($"{large.Length:x}\r\n{large}\r\n0\r\n\r\n"), 413, -32600),
            new("in many chunks", right.With("Transfer-Encoding", "chunked").Carrying(string.Concat(Enumerable.Repeat($"3e8\r\n{new string(' ', 1000)}\r\n", 110)) + "0\r\n\r\n"), 413, -32600));
    }

    [Test]
    public void A_body_that_does_not_come_is_not_waited_for()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover");
        using var slow = peer.Begin(right.With("Content-Length", "1000"));

        Assert.That(peer.Send(right).Status, Is.EqualTo(200), "others are served meanwhile");
        var reply = slow.ReadReply();

        Assert.That(reply.Status, Is.EqualTo(408));
        Assert.That(reply.Code, Is.EqualTo(-32600));
        Assert.That(slow.IsClosed(), Is.True);
    }

    [Test]
    public void Lines_become_one_and_nothing_else_is_changed()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_same");

        const string Arguments = "{\"b\\n\":1.50e+3,\r\n\r\n\"a\" : \"\\u000a \\ud800 \\u0000 ü\u2028\" ,\"a\":[ ]}";
        var reply = peer.Send(peer.Legacy($"\r\n {{\n\t\"jsonrpc\" : \"2.0\",\r\n\"id\": 1 ,\n \"method\":\"tools\\/call\",\r\n\"params\":{{\"name\":\"child_same\",\n\"arguments\": {Arguments}}}}}\r\n\r\n"));

        Assert.That(reply.Status, Is.EqualTo(200), reply.Body);
        Assert.That(reply.Text, Is.EqualTo("done"));
        Assert.That(workspace.Child.Received.Where(line => line.Contains("arguments")), Has.One.Items.And.All.Contains(Arguments.Replace('\r', ' ').Replace('\n', ' ')));
        Assert.That(workspace.Child.Received, Has.None.Empty.And.All.Contains("jsonrpc"));
    }

    [Test]
    public void A_large_body_in_small_pieces_arrives_whole()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_same");
        var text = string.Concat(Enumerable.Range(0, 700_000).Select(n => $"{n % 10}"));
        var ask = peer.LegacyCall("1", "child_same", $$"""{"x":"{{text}}{{text}}{{text}}{{text}}"}""").With("Transfer-Encoding", "chunked");
        var pieces = Encoding.UTF8.GetString(ask.Body).Chunk(999).Select(piece => $"{piece.Length:x}\r\n{new string(piece)}\r\n");

        Assert.That(peer.Send(ask.Carrying(string.Concat(pieces) + "0\r\n\r\n")).Text, Is.EqualTo("done"));
    }
}
