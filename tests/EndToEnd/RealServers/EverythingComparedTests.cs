using EndToEnd.Peers;

namespace EndToEnd.RealServers;

/// <summary>Everything that server-everything offers comes through the gateway as it comes without it, field by field.</summary>
[TestFixture(PeerClient.LegacyNpm, "stdio")]
[TestFixture(PeerClient.ModernNpm, "stdio")]
[TestFixture(PeerClient.LegacyNpm, "streamableHttp")]
[TestFixture(PeerClient.ModernNpm, "streamableHttp")]
public class EverythingComparedTests(PeerClient client, string transport)
{
    private const string Prefix = EverythingSessions.ServerName + "_";

    private static IEnumerable<string> Steps => SessionScript.StepsOf("server-everything");

    [TestCaseSource(nameof(Steps))]
    public async Task A_step_comes_to_the_same_as_without_a_gateway(string step)
    {
        var expected = EverythingComparable.Of(await EverythingSessions.DirectAsync("server-everything", step));
        var actual = EverythingComparable.Of(await ThroughGatewayAsync("server-everything", step), Prefix);
        if (client.IsModern() && !step.StartsWith("toggle-simulated-logging", StringComparison.Ordinal)) EverythingComparable.Unlogged(expected);
        if (step == "tools once all are there" && client.IsModern()) AssertTools.AreTheSameButForTasks(expected, actual);
        else Comparable.AssertSame(expected, actual);
    }

    /// <summary>Tasks of 2025-11-25 stay within their era.</summary>
    [Test]
    public async Task A_task_comes_to_the_same_as_without_a_gateway()
    {
        if (client.IsModern()) return;
        foreach (var step in SessionScript.StepsOf("server-everything tasks"))
        {
            var expected = EverythingComparable.Of(await EverythingSessions.DirectAsync("server-everything tasks", step));
            var actual = EverythingComparable.Of(await ThroughGatewayAsync("server-everything tasks", step), Prefix);
            Comparable.AssertSame(expected, actual);
        }
    }

    private Task<System.Text.Json.Nodes.JsonObject> ThroughGatewayAsync(string session, string step) =>
        transport == "stdio" ? EverythingSessions.OverStdioAsync(client, session, step) : EverythingSessions.OverHttpAsync(client, session, step);
}
