using EndToEnd.Peers;

namespace EndToEnd.HttpClients;

/// <summary>Every client of the SDKs over HTTP, the gateway with its guardrails between it and a server: each step comes to what it comes to without it.</summary>
[TestFixtureSource(nameof(Sessions))]
public class SessionTests(PeerClient client, PeerServer server, Route route)
{
    private const string Session = "everything";

    // The gateway has instructions and errors of its own.
    private static readonly string[] Apart = ["instructions", "an unknown tool", "an unknown prompt"];

    private static IEnumerable<object[]> Sessions =>
        from client in Enum.GetValues<PeerClient>()
        from server in (PeerServer[])[PeerServer.LegacyNpm, PeerServer.ModernNpm]
        from route in Enum.GetValues<Route>()
        select (object[])[client, server, route];

    private static IEnumerable<string> Steps => SessionScript.StepsOf(Session).Except(Apart);

    [TestCaseSource(nameof(Steps))]
    public async Task A_step_comes_to_the_same_as_without_a_gateway(string step)
    {
        var expected = await Player.DirectAsync(PeerClient.LegacyNpm, PeerServer.LegacyNpm, Session, step);
        var actual = await HttpPlayer.StepAsync(client, server, route, Session, step);
        Comparable.AssertSame(Comparable.Of(expected), Comparable.Of(actual, HttpPlayer.PrefixOf(route)));
    }
}
