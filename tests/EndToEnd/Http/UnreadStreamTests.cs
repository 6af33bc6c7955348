using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>Clients that are there and do not read.</summary>
public class UnreadStreamTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void Over_the_bound_its_connection_is_closed_and_nobody_else_is_disturbed(bool isModern)
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("QueueBytes", 1_000_000);
        var child = workspace.Child.On("call-flood", Steps.Flood, "touch flooded");
        var peer = workspace.Start();
        var other = new HttpPeer(peer.Url, workspace.Gateway.Token).Open();
        other.AwaitTool("child_flood");
        if (!isModern) peer.Open();
        peer.Answer(isModern ? peer.Modern("1", "tools/list") : peer.Legacy("1", "tools/list"));

        using var unread = peer.Begin(peer.Call(isModern, "\"unread\"", "child_flood", meta: """{"progressToken":"p"}""").Bytes, receiveBuffer: 4_096);
        workspace.Gateway.Process.AwaitError(isModern ? "a stream of 'default' is closed" : "does not read what it asked for");

        Assert.That(other.Send(other.LegacyCall("2", "child_same")).Text, Is.EqualTo("done"));
        if (isModern)
        {
            child.AwaitReceived("notifications/cancelled");
            Assert.That(peer.Send(peer.ModernCall("2", "child_same")).Text, Is.EqualTo("done"));
        }
        else
        {
            Deadline.Until("its session has ended", () => peer.Send(peer.Legacy("2", "ping")).Status == 404);
        }

        unread.Drain(); // comes to an end
        workspace.Gateway.End();
    }

    [Test]
    public void An_answer_that_nobody_reads_is_not_kept_for_ever()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.Set("ConnectionTimeout", 2);
        workspace.Child.AnswerText("large", new string('a', 20_000_000));
        var peer = workspace.Start();
        var other = new HttpPeer(peer.Url, workspace.Gateway.Token).Open();
        other.AwaitTool("child_large");

        using var unread = peer.Begin(peer.ModernCall("1", "child_large").Bytes, receiveBuffer: 4_096);
        Deadline.Until("the gateway gives it up", () => System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .All(connection => connection.LocalEndPoint.Port != peer.Url.Port || connection.RemoteEndPoint.Port != unread.LocalPort));

        Assert.That(other.Send(other.LegacyCall("2", "child_same")).Text, Is.EqualTo("done"));
    }
}
