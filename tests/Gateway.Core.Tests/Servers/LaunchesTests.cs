using Gateway.Core.Configuration;
using Gateway.Core.Servers;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers;

/// <summary>Many servers start at once, some after the others, and one that hangs holds up nobody.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LaunchesTests
{
    private static readonly int Most = Math.Max(GatewayDefaults.StartsAtOnce, 4 * Environment.ProcessorCount);

    private readonly ManualTime _time = new();

    [Test]
    public void A_server_starts_when_an_earlier_one_has_come_to_the_end_of_its_start()
    {
        var servers = Begin(Most + 2, out var launched);
        Await(launched, Most);
        servers[5].Life.TryFail("the test says so");
        Await(launched, Most + 1);
        servers[0].Life.TryBecomeReady();
        Await(launched, Most + 2);
    }

    [Test]
    public void Servers_that_hang_hold_up_the_others_for_a_second()
    {
        Begin(Most + 10, out var launched);
        Await(launched, Most);
        Assert.That(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return launched();
        }, Is.EqualTo(Most + 10).After((int)Patience.Limit.TotalMilliseconds, 5));
    }

    [Test]
    public void As_many_as_people_have_wait_for_nobody()
    {
        Begin(Most, out var launched);
        Await(launched, Most);
    }

    private static void Await(Func<int> launched, int count) => Assert.That(launched, Is.EqualTo(count).After((int)Patience.Limit.TotalMilliseconds, 5));

    private ChildServer[] Begin(int count, out Func<int> launched)
    {
        var played = Enumerable.Range(0, count).Select(number => new PlayedServer($"s{number}")).ToArray();
        ChildServer[] servers = [.. played.Select(server => new ChildServer(new() { Name = server.Name }, new(), server.Connect))];
        new Thread(() => Launches.Run(servers, new Dictionary<string, string>(), _time)) { IsBackground = true }.Start();
        launched = () => played.Sum(server => server.Launches);
        return servers;
    }
}
