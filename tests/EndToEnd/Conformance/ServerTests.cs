using System.Text.Json;

namespace EndToEnd.Conformance;

/// <summary>The server scenarios of the official suite, with the gateway and all its guardrails before a server that passes them: the same passes, and no list of expected failures.</summary>
public class ServerTests
{
    /// <summary>What the suite calls INFO through the gateway, for there is nothing to look at.</summary>
    private static readonly string[] NotApplicable =
    [
        // The gateway answers in JSON where nothing comes before the answer, and the suite's client asks for lists.
        "server-sse-streams-functional",
        // When its server closes a stream, the gateway comes back for the answer itself; its client's stream stays open.
        "server-sse-disconnect-resume",
    ];

    private static readonly ServerPlace[] Places = [ServerPlace.BehindStdio, ServerPlace.BehindHttp];

    public static IEnumerable<TestCaseData> Scenarios =>
        from set in ScenarioSet.All
        from scenario in set.Scenarios
        from place in Places
        select new TestCaseData(set.Name, scenario, place);

    public static IEnumerable<TestCaseData> Runs =>
        from set in ScenarioSet.All
        from place in Enum.GetValues<ServerPlace>()
        select new TestCaseData(set.Name, place);

    [TestCaseSource(nameof(Scenarios))]
    public async Task A_scenario_comes_to_the_same_as_without_the_gateway(string set, string scenario, ServerPlace place)
    {
        var direct = await ChecksAsync(set, scenario, ServerPlace.Direct);
        var through = await ChecksAsync(set, scenario, place);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Named(direct, "FAILURE"), Is.Empty);
            Assert.That(Named(through, "FAILURE"), Is.Empty);
            Assert.That(Named(through, "WARNING", "SKIPPED"), Is.SubsetOf(Named(direct, "WARNING", "SKIPPED")));
            Assert.That(Named(direct, "SUCCESS").Except(NotApplicable), Is.SubsetOf(Named(through, "SUCCESS")));
        }
    }

    [TestCaseSource(nameof(Runs))]
    public async Task The_suite_finds_nothing_that_is_required_and_missing(string set, ServerPlace place)
    {
        var run = await ServerRuns.OfAsync(set, place);
        Assert.That(run.ExitCode, Is.Zero, run.Output);
    }

    [TestCaseSource(nameof(Runs))]
    public async Task The_suite_runs_the_scenarios_that_are_named_here(string set, ServerPlace place)
    {
        var run = await ServerRuns.OfAsync(set, place);
        Assert.That(run.Scenarios.Keys.Where(name => !name.StartsWith("tasks-", StringComparison.Ordinal)), Is.EquivalentTo(ScenarioSet.Of(set).Scenarios));
    }

    private static async Task<JsonElement[]> ChecksAsync(string set, string scenario, ServerPlace place)
    {
        var run = await ServerRuns.OfAsync(set, place);
        Assert.That(run.Scenarios, Contains.Key(scenario), run.Output);
        return run.Scenarios[scenario];
    }

    /// <summary>The checks that came to one of these, each as often as it did.</summary>
    private static string[] Named(JsonElement[] checks, params string[] statuses) =>
        [.. checks.Where(check => statuses.Contains(check.GetProperty("status").GetString())).Select(check => check.GetProperty("id").GetString()!)];
}
