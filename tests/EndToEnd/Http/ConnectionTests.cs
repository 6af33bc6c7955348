using System.Diagnostics;
using EndToEnd.Running;

namespace EndToEnd.Http;

public class ConnectionTests
{
    private const int Processes = 4;
    private const int ConnectionsEach = 2_500;

    [Test]
    public void Ten_thousand_idle_connections_disturb_nobody()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_same");
        var idlers = Enumerable.Range(0, Processes).Select(_ => Idler(peer.Url)).ToArray();
        try
        {
            foreach (var idler in idlers) Assert.That(idler.StandardOutput.ReadLine(), Is.EqualTo($"{ConnectionsEach} are open"));
            for (var n = 0; n < 50; n++) Assert.That(peer.Send(peer.LegacyCall($"{n}", "child_same")).Text, Is.EqualTo("done"));
            TestContext.Out.WriteLine($"peak memory with {Processes * ConnectionsEach} idle connections: {workspace.Gateway.Process.PeakMemory / 1_000_000} MB");
            Assert.That(workspace.Gateway.Process.PeakMemory, Is.LessThan(600_000_000));
        }
        finally
        {
            foreach (var idler in idlers)
            {
                idler.Kill();
                idler.Dispose();
            }
        }

        Assert.That(peer.Send(peer.LegacyCall("\"after\"", "child_same")).Text, Is.EqualTo("done"));
    }

    [Test]
    public void Connections_over_the_bound_are_closed_and_those_before_it_are_served()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("MaxConnections", 3);
        var peer = workspace.Start();
        var right = peer.Modern("1", "server/discover").Bytes;
        var open = Enumerable.Range(0, 3).Select(_ => peer.Begin(right)).ToArray();
        foreach (var wire in open) Assert.That(wire.ReadReply().Status, Is.EqualTo(200));

        using (var over = new HttpWire(peer.Url)) Assert.That(over.IsClosed(), Is.True);

        open[0].Write(right);
        Assert.That(open[0].ReadReply().Status, Is.EqualTo(200));
        open[1].Reset();
        Deadline.Until("its place is free", () => IsServed(peer, right));
        foreach (var wire in open) wire.Dispose();
    }

    [Test]
    public void A_head_that_does_not_come_is_not_waited_for()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("HeaderTimeout", 1);
        var peer = workspace.Start();
        using var half = peer.Begin("POST /mcp HTTP/1.1\r\nHost: "u8.ToArray());
        using var line = peer.Begin("PO"u8.ToArray());

        Assert.That(peer.Send(peer.Modern("1", "server/discover")).Status, Is.EqualTo(200));
        Assert.That(half.ReadReply().Status, Is.EqualTo(408));
        Assert.That(half.IsClosed(), Is.True);
        Assert.That(line.ReadReply().Status, Is.EqualTo(408));
    }

    [Test]
    public void A_connection_that_rests_is_closed()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("ConnectionTimeout", 1);
        var peer = workspace.Start();
        using var wire = peer.Begin(peer.Modern("1", "server/discover").Bytes);
        Assert.That(wire.ReadReply().Status, Is.EqualTo(200));

        Assert.That(wire.IsClosed(), Is.True);
    }

    private static bool IsServed(HttpPeer peer, byte[] bytes)
    {
        try
        {
            using var wire = peer.Begin(bytes);
            return wire.ReadReply().Status == 200;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Process Idler(Uri url) =>
        Process.Start(new ProcessStartInfo(Built.Child, ["idle", url.Host, $"{url.Port}", $"{ConnectionsEach}"]) { RedirectStandardOutput = true })!; // never null without the shell
}
