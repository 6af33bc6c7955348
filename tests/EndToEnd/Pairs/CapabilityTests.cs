using System.Text.Json.Nodes;
using EndToEnd.Peers;

namespace EndToEnd.Pairs;

/// <summary>A client that cannot do what a server asks for gets an error soon, is never asked, and the session goes on.</summary>
[TestFixtureSource(nameof(Pairs))]
public class CapabilityTests(PeerClient client, PeerServer server)
{
    private const int MissingCapability = -32021;

    private static IEnumerable<object[]> Pairs =>
        from client in Enum.GetValues<PeerClient>() from server in Enum.GetValues<PeerServer>() select (object[])[client, server];

    // A session of its own for each pair costs more than it says: one for each kind of client and server.
    private bool HasFormsOnly => (client, server) is (PeerClient.LegacySdk, PeerServer.ModernSdk) or (PeerClient.LegacyNpm, PeerServer.ModernNpm) or (PeerClient.ModernNpm, PeerServer.LegacyNpm) or (PeerClient.ModernSdk, PeerServer.ModernNpm);

    [TestCase("nothing", "sampling", "sampling")]
    [TestCase("nothing", "a form", "elicitation")]
    [TestCase("nothing", "a page", "elicitation")]
    [TestCase("nothing", "roots", "roots")]
    [TestCase("forms only", "a page", "elicitation")]
    public async Task What_the_client_cannot_do_is_an_error_of_its_era(string session, string step, string capability)
    {
        if (session == "forms only" && !HasFormsOnly) return;
        var actual = await Player.ThroughGatewayAsync(client, server, session, step);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsFailure(actual), Is.True, actual.ToJsonString());
            // Within an era the question is passed on as it is, and the client's own refusal is the answer.
            if (client.IsModern() != server.IsModern()) Assert.That(actual["asked"]!.AsArray(), Is.Empty);
            // The C# SDK's server does not look at the capabilities, or turns the error into a result.
            if (client.IsModern() && server == PeerServer.ModernNpm) Assert.That((int?)actual["error"]?["code"], Is.EqualTo(MissingCapability), actual.ToJsonString());
            if (client == PeerClient.ModernNpm && server == PeerServer.ModernNpm) Assert.That(actual["error"]?["data"]?["requiredCapabilities"]?[capability], Is.Not.Null, actual.ToJsonString());
        }
    }

    [TestCase("nothing", "a call")]
    [TestCase("forms only", "a form")]
    public async Task What_it_can_do_works_as_ever(string session, string step)
    {
        if (session == "forms only" && !HasFormsOnly) return;
        var expected = await Player.DirectAsync(PeerClient.LegacyNpm, PeerServer.LegacyNpm, session, step);
        var actual = await Player.ThroughGatewayAsync(client, server, session, step);
        Comparable.AssertSame(Comparable.Of(expected), Comparable.Of(actual, Player.ServerName + "_"));
    }

    private static bool IsFailure(JsonObject outcome) => outcome["error"] is not null || (bool?)outcome["result"]?["isError"] == true;
}
