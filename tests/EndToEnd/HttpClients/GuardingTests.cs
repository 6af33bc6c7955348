using System.Text.Json.Nodes;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.HttpClients;

/// <summary>What guards a client of the SDKs over HTTP.</summary>
[TestFixtureSource(nameof(Clients))]
public class GuardingTests(PeerClient client, Route route)
{
    private static IEnumerable<object[]> Clients =>
        from client in Enum.GetValues<PeerClient>() from route in Enum.GetValues<Route>() select (object[])[client, route];

    [Test]
    public async Task A_secret_in_a_result_and_in_its_progress_comes_masked()
    {
        using var workspace = new Workspace();
        AddLeak(workspace);
        var gateway = HttpPlayer.Start(workspace);
        var outcome = (await Player.PlayAsync(client, HttpPlayer.LaunchOf(workspace, gateway, route), Script()))[0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)outcome["result"]?["content"]?[0]?["text"], Is.EqualTo($"the key is {Secrets.GitHubMask}"), outcome.ToJsonString());
            Assert.That((string?)outcome["progress"]?[0]?["message"], Is.EqualTo($"found {Secrets.GitHubMask}"), outcome.ToJsonString());
        }

        gateway.End();
    }

    [Test]
    public async Task A_client_with_another_token_gets_nothing()
    {
        using var workspace = new Workspace();
        AddLeak(workspace);
        var gateway = HttpPlayer.Start(workspace);
        var launch = HttpPlayer.LaunchOf(workspace, gateway, route) with { Token = "another" };
        var refused = await Assert.CatchAsync(() => Player.PlayAsync(client, launch, Script()));
        Assert.That(refused?.ToString(), Does.Contain("401").Or.Contain("Unauthorized"));
        gateway.End();
    }

    private static void AddLeak(Workspace workspace) => workspace.AddScripted(Player.ServerName).On(
        "call-leak",
        $$$"""send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":1,"message":"found {{{Secrets.GitHub}}}"}}""",
        $$$"""send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"the key is {{{Secrets.GitHub}}}"}]}}""");

    private static JsonObject Script() => JsonNode.Parse("""{"capabilities":{},"steps":[{"name":"a leak","do":"tools/call","params":{"name":"leak","arguments":{}},"progress":true}]}""")!.AsObject();
}
