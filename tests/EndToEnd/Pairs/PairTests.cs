using EndToEnd.Peers;

namespace EndToEnd.Pairs;

/// <summary>Every client before every server, the gateway with its guardrails between them: each step comes to what it comes to without it.</summary>
[TestFixtureSource(nameof(Pairs))]
public class PairTests(PeerClient client, PeerServer server)
{
    private const string Session = "everything";
    private const string Prefix = Player.ServerName + "_";

    // These have tests of their own: the gateway adds to them.
    private static readonly string[] Apart = ["instructions", "an unknown tool", "an unknown prompt"];

    private static IEnumerable<object[]> Pairs =>
        from client in Enum.GetValues<PeerClient>() from server in Enum.GetValues<PeerServer>() select (object[])[client, server];

    private static IEnumerable<string> Steps => SessionScript.StepsOf(Session).Except(Apart);

    [TestCaseSource(nameof(Steps))]
    public async Task A_step_comes_to_the_same_as_without_a_gateway(string step)
    {
        var expected = await Player.DirectAsync(PeerClient.LegacyNpm, PeerServer.LegacyNpm, Session, step);
        var actual = await Player.ThroughGatewayAsync(client, server, Session, step);
        Comparable.AssertSame(Comparable.Of(expected), Comparable.Of(actual, Prefix));
    }

    [TestCase("an unknown tool")]
    [TestCase("an unknown prompt")]
    public async Task What_no_server_has_is_an_error_with_the_same_code(string step)
    {
        var expected = await Player.DirectAsync(PeerClient.LegacyNpm, PeerServer.LegacyNpm, Session, step);
        var actual = await Player.ThroughGatewayAsync(client, server, Session, step);
        Assert.That((int?)actual["error"]?["code"], Is.EqualTo((int?)expected["error"]!["code"]), actual.ToJsonString());
    }

    [Test]
    public async Task An_unknown_resource_has_the_code_of_the_clients_era()
    {
        var actual = await Player.ThroughGatewayAsync(client, server, Session, "an unknown resource");
        // From a modern server -32602 says no more than that: it can stay.
        int[] expected = client.IsModern() ? [-32602] : server.IsModern() ? [-32002, -32602] : [-32002];
        Assert.That(expected, Does.Contain((int?)actual["error"]?["code"] ?? 0), actual.ToJsonString());
    }

    [Test]
    public async Task A_modern_client_gets_what_its_era_requires()
    {
        if (!client.IsModern()) return; // what a modern server added may stay: older clients ignore it
        var actual = await Player.ThroughGatewayAsync(client, server, Session, "a resource");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)actual["result"]?["ttlMs"], Is.Not.Null, actual.ToJsonString());
            Assert.That((string?)actual["result"]?["cacheScope"], Is.EqualTo("private"), actual.ToJsonString());
        }
    }
}
