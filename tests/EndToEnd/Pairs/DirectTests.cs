using EndToEnd.Peers;

namespace EndToEnd.Pairs;

/// <summary>The peers themselves, without a gateway: what the other tests of this folder compare with is the same for all of them.</summary>
[TestFixture(PeerClient.LegacySdk, PeerServer.LegacyNpm)]
[TestFixture(PeerClient.ModernNpm, PeerServer.ModernNpm)]
[TestFixture(PeerClient.ModernNpm, PeerServer.ModernSdk)]
[TestFixture(PeerClient.ModernSdk, PeerServer.ModernNpm)]
[TestFixture(PeerClient.ModernSdk, PeerServer.ModernSdk)]
public class DirectTests(PeerClient client, PeerServer server)
{
    private static IEnumerable<string> Steps => SessionScript.StepsOf("everything");

    [TestCaseSource(nameof(Steps))]
    public async Task A_pair_of_one_era_agrees_with_the_reference(string step)
    {
        var expected = await Player.DirectAsync(PeerClient.LegacyNpm, PeerServer.LegacyNpm, "everything", step);
        var actual = await Player.DirectAsync(client, server, "everything", step);
        Comparable.AssertSame(Comparable.Of(expected), Comparable.Of(actual));
    }
}
