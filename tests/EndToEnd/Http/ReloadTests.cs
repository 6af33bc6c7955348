using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>One configuration, many sessions: what they are offered changes with it, and other commands see them.</summary>
public class ReloadTests
{
    [Test]
    public void A_changed_configuration_reaches_the_sessions_that_are_open_and_ends_those_of_a_server_that_is_gone()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.AddSample("files");
        var peer = workspace.Start().Open();
        peer.AwaitTool("files_read_file");
        var other = new HttpPeer(peer.Url, workspace.Gateway.Token).Open();
        var alone = peer.On("files").Open();
        alone.AwaitTool("read_file");

        workspace.Inner.Remove("files");
        workspace.Inner.AddScripted("added").AnswerText("new");
        workspace.Inner.WriteConfiguration();

        foreach (var open in (HttpPeer[])[peer, other]) open.AwaitTool("added_new");
        Deadline.Until("the session of the server that is gone has ended", () => alone.Send(alone.Legacy("1", "tools/list")).Status == 404);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(peer.Send(peer.Legacy("2", "tools/list")).Body, Does.Contain("child_same").And.Not.Contain("files_"));
            Assert.That(peer.Send(peer.LegacyCall("3", "child_same")).Text, Is.EqualTo("done"), "its server was left alone");
        }
    }

    [Test]
    public void A_servers_own_route_offers_its_tools_under_its_own_names_and_nothing_else()
    {
        using var workspace = new HttpWorkspace();
        workspace.Inner.AddSample("files");
        var alone = workspace.Start().On("child").Open();
        alone.AwaitTool("same");
        var listed = alone.Send(alone.Legacy("1", "tools/list")).Body;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed, Does.Not.Contain("read_file").And.Not.Contain("get_metadata").And.Not.Contain("child_same"));
            Assert.That(alone.Send(alone.LegacyCall("2", "same")).Text, Is.EqualTo("done"));
        }
    }

    [Test]
    public void List_servers_tells_where_the_gateway_serves_and_how_many_copies_of_a_server_run()
    {
        using var workspace = new HttpWorkspace();
        var peer = workspace.Start().Open();
        peer.AwaitTool("child_same");
        new HttpPeer(peer.Url, workspace.Gateway.Token).Open().AwaitTool("child_same");
        Deadline.Until("both sessions are told", () => workspace.Inner.Run("list", "servers").Output.Contains($"{workspace.Gateway.Url}, 2 sessions", StringComparison.Ordinal));
        var json = workspace.Inner.Run("list", "servers", "--json").Json[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("address").GetString(), Is.EqualTo(workspace.Gateway.Url.ToString()));
            Assert.That(json.GetProperty("servers")[0].GetProperty("instances").GetInt32(), Is.EqualTo(2));
        }
    }
}
