using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.Pairs;

public class InstructionTests
{
    /// <summary>The opening waits for nobody: what a server says of itself is known from the session before.</summary>
    [Test]
    public async Task Those_of_all_servers_are_combined_and_each_is_marked_with_its_server([Values(PeerClient.LegacyNpm, PeerClient.ModernSdk)] PeerClient client)
    {
        using var workspace = new Workspace();
        workspace.RequireNpm("client");
        workspace.AddPeer(PeerServer.LegacyNpm, "first");
        workspace.AddPeer(PeerServer.ModernNpm, "second");
        workspace.AddScripted("silent").AnswerText("anything");
        var launch = Launch.Gateway(workspace);

        await Player.PlayAsync(client, launch, SessionScript.Of("introduction"));
        var outcomes = await Player.PlayAsync(client, launch, SessionScript.Of("introduction"));

        var instructions = (string)outcomes[1]!["result"]!["instructions"]!;
        Assert.That(instructions, Does.Match("(?s)first.*Say hello before anything else.*second.*Say hello before anything else.").And.Not.Contain("silent"));
    }
}
