using EndToEnd.Peers;
using EndToEnd.Running;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EndToEnd.HttpClients;

/// <summary>The C# SDK's client as it comes: with nothing said but the address and the token.</summary>
public class DefaultClientTests
{
    [Test]
    public async Task It_speaks_the_newest_revision_and_calls_a_tool([Values] Route route)
    {
        using var workspace = new Workspace();
        workspace.AddScripted(Player.ServerName).AnswerText("leak", $"the key is {Secrets.GitHub}");
        var gateway = HttpPlayer.Start(workspace);
        await using (var client = await OpenAsync(gateway, route))
        {
            var tools = await client.ListToolsAsync();
            var result = await client.CallToolAsync(HttpPlayer.PrefixOf(route) + "leak");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(client.NegotiatedProtocolVersion, Is.EqualTo("2026-07-28"));
                Assert.That(tools.Select(tool => tool.Name), Does.Contain(HttpPlayer.PrefixOf(route) + "leak"));
                Assert.That(result.Content.OfType<TextContentBlock>().Single().Text, Is.EqualTo($"the key is {Secrets.GitHubMask}"));
            }
        }

        gateway.End();
    }

    private static Task<McpClient> OpenAsync(HttpGateway gateway, Route route) => McpClient.CreateAsync(new HttpClientTransport(new()
    {
        Endpoint = HttpPlayer.UrlOf(gateway, route),
        AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {gateway.Token}" },
    }));
}
