using Gateway.Core.Configuration;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Shared;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>When the one process starts and ends.</summary>
public class SharedLifeTests
{
    private static PlayedServer Server(TimeProvider? time = null, GatewaySettings? settings = null) =>
        new PlayedServer().Speak(isModern: false).On("ping", "\"result\":{}").Share(settings, time);

    private static void AwaitEnd(PlayedServer server) => Assert.That(() => server.HasEnded, Is.True.After((int)Patience.Limit.TotalMilliseconds, 5));

    [Test]
    public void It_starts_with_the_first_session_and_only_once()
    {
        var server = Server();
        Assert.That(server.Launches, Is.Zero);
        Parallel.For(0, 50, _ => server.Shared!.Connect());
        Assert.That(server.Launches, Is.EqualTo(1));
    }

    [Test]
    public void It_ends_some_time_after_the_last_session()
    {
        var time = new ManualTime();
        var server = Server(time);
        Way one = new Way(server.Shared!).Initialize(), two = new(server.Shared!);
        one.Leave();
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(two.Unread(), Is.Empty);
        two.Leave();
        time.Advance(TimeSpan.FromSeconds(59));
        var three = new Way(server.Shared!);
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(three.Unread(), Is.Empty);
        three.Leave();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(server.HasEnded, Is.False);
        time.Advance(TimeSpan.FromSeconds(2));
        AwaitEnd(server);
        new Way(server.Shared!).Initialize();
        Assert.That(server.Launches, Is.EqualTo(2));
    }

    [Test]
    public void One_that_was_never_opened_ends_with_its_last_session()
    {
        var server = Server(new ManualTime());
        new Way(server.Shared!).Leave();
        AwaitEnd(server);
    }

    [Test]
    public void One_that_does_not_answer_initialize_in_time_is_ended_for_all()
    {
        var time = new ManualTime();
        var server = Server(time).On("initialize", _ => null);
        Way one = new(server.Shared!), two = new(server.Shared!);
        one.Write("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}""");
        server.AwaitReceived("initialize");
        time.Advance(TimeSpan.FromSeconds(61));
        one.Leave();
        Assert.That(two.HasEnded);
        Assert.That(two.Connection.WaitForEnd(), Is.EqualTo("it did not answer initialize in time, and was ended"));
    }

    [Test]
    public void The_end_of_the_process_ends_every_port_with_the_same_reason_and_the_next_start_is_one_for_all()
    {
        var server = Server();
        Way[] ways = [new(server.Shared!), new(server.Shared!), new(server.Shared!)];
        server.Die();
        foreach (var way in ways)
        {
            Assert.That(way.HasEnded);
            Assert.That(way.Connection.WaitForEnd(), Is.EqualTo("the test has ended it"));
            way.Leave();
        }

        Parallel.ForEach(ways, _ => server.Shared!.Connect());
        Assert.That(server.Launches, Is.EqualTo(2));
    }

    [Test]
    public void Last_words_are_told_only_to_a_session_that_was_always_alone()
    {
        var quoting = new QuotingConnection();
        var shared = new SharedServer(new() { Name = "quoting", IsShared = true }, new(), () => quoting, TimeProvider.System);
        Way one = new(shared), two = new(shared);
        quoting.Close();
        Assert.That(one.HasEnded && two.HasEnded);
        Assert.That(one.Connection.WaitForEnd(), Is.EqualTo("exit code 1"));

        quoting = new();
        var alone = new Way(shared);
        quoting.Close();
        Assert.That(alone.HasEnded);
        Assert.That(alone.Connection.WaitForEnd(), Is.EqualTo("exit code 1: of the call of somebody"));
    }

    [Test]
    public void In_a_crash_loop_many_sessions_do_not_start_many_processes()
    {
        var time = new ManualTime();
        var server = Server(time, new() { RestartDelay = TimeSpan.FromSeconds(1) });
        for (var crash = 0; crash < 2; crash++)
        {
            var way = new Way(server.Shared!);
            server.Die();
            Assert.That(way.HasEnded);
        }

        for (var session = 0; session < 20; session++) Assert.Throws<ServerException>(() => server.Shared!.Connect());
        time.Advance(TimeSpan.FromSeconds(0.5));
        new Way(server.Shared!).Initialize();
        Assert.That(server.Launches, Is.EqualTo(3));
    }

    [Test]
    public void One_that_cannot_be_started_says_so_to_every_session()
    {
        var server = Server();
        server.CanStart = false;
        for (var session = 0; session < 2; session++) Assert.That(Assert.Throws<ServerException>(() => server.Shared!.Connect())!.Message, Does.StartWith("the test does not"));
    }

    [Test]
    public void A_process_that_hangs_is_ended_for_all_but_not_while_others_hear_of_it()
    {
        var time = new ManualTime();
        var server = Server(time);
        Way one = new(server.Shared!), two = new(server.Shared!);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(two.Unread(), Is.Empty); // it has answered this one
        one.Connection.GiveUp();
        one.Leave();
        Assert.That(two.Unread(), Is.Empty);
        time.Advance(TimeSpan.FromMinutes(2));
        var three = new Way(server.Shared!);
        three.Connection.GiveUp();
        Assert.That(two.HasEnded && three.HasEnded);
        Assert.That(two.Connection.WaitForEnd(), Does.StartWith("it hung"));
    }

    [Test]
    public void A_session_that_does_not_read_loses_its_port_and_nobody_else_waits()
    {
        var server = Server(settings: new() { QueueBytes = 10_000 });
        Way one = new(server.Shared!, reads: false), two = new(server.Shared!);
        one.Write("""{"jsonrpc":"2.0","id":"open","method":"hold","params":{}}""");
        var id = Way.IdOf(server.AwaitReceived("hold"));
        for (var count = 0; count < 100; count++)
        {
            server.Send($$$$"""{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"x":"{{{{new string('x', 1000)}}}}"}}""");
            two.Next("list_changed");
        }

        Assert.That(one.Connection.WaitForEnd(), Does.StartWith("the session did not read"));
        server.AwaitReceived($"\"notifications/cancelled\",\"params\":{{\"requestId\":{id},");
        Assert.That(two.Unread(), Is.Empty);
    }

    [Test]
    public void Another_configuration_is_another_process_and_the_old_one_ends_with_its_last_session()
    {
        PlayedServer before = new(), after = new();
        var shared = new SharedServers(new ManualTime());
        ServerConfiguration first = new() { Name = "one", IsShared = true }, second = first with { Arguments = ["x"] };
        var port = shared.Of(first, new(), before.Connect)();
        Assert.That(shared.Of(first with { }, new(), after.Connect)(), Is.Not.SameAs(port));
        var other = shared.Of(second, new(), after.Connect)();
        Assert.That((before.Launches, after.Launches, before.HasEnded), Is.EqualTo((1, 1, false)));
        port.StopAsync().Wait();
        Assert.That(before.HasEnded, Is.False, "another session has it");
        shared.StopAsync().Wait();
        Assert.That(before.HasEnded && after.HasEnded);
        Assert.Throws<ServerException>(() => shared.Of(second, new(), after.Connect)());
        other.StopAsync().Wait();
    }

    [Test]
    public void One_that_is_not_configured_any_more_does_not_wait_to_end()
    {
        var server = new PlayedServer().Speak(isModern: false);
        var shared = new SharedServers(new ManualTime());
        ServerConfiguration configuration = new() { Name = "one", IsShared = true };
        var port = shared.Of(configuration, new(), server.Connect)();
        shared.Keep([configuration with { }]);
        Assert.That(server.HasEnded, Is.False);
        shared.Keep([]);
        Assert.That(server.HasEnded, Is.False);
        port.StopAsync().Wait();
        Assert.That(server.HasEnded);
    }

    [Test]
    public void A_server_of_each_session_goes_by_none_of_this()
    {
        var server = new PlayedServer();
        var shared = new SharedServers(TimeProvider.System);
        var connect = shared.Of(new() { Name = "one" }, new(), server.Connect);
        connect();
        connect();
        Assert.That(server.Launches, Is.EqualTo(2));
    }
}
