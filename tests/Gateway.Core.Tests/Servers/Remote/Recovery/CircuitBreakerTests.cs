using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Tests.Guarding;

namespace Gateway.Core.Tests.Servers.Remote.Recovery;

/// <summary>When a server is left alone, and how it comes back.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CircuitBreakerTests : IDisposable
{
    private static readonly RemoteFault Down = HttpFaults.Broken;

    private readonly List<string?> _said = [];
    private ManualTime _time = null!;
    private int _tries;
    private RemoteFault? _tryFault;
    private CircuitBreaker _breaker = null!;

    [SetUp]
    public void Create()
    {
        _said.Clear();
        (_time, _tries, _tryFault) = (new(), 0, Down);
        _breaker = New(new() { BreakerFailures = 3, BreakerDelay = TimeSpan.FromSeconds(4), BreakerMaxDelay = TimeSpan.FromSeconds(10) });
    }

    public void Dispose() => _breaker.Dispose();

    private CircuitBreaker New(GatewaySettings settings)
    {
        var breaker = new CircuitBreaker(settings, new() { Clock = _time, Jitter = () => 1 }, _ =>
        {
            _tries++;
            return _tryFault is { } fault ? Task.FromException(fault) : Task.CompletedTask;
        });
        breaker.Changed += _said.Add;
        return breaker;
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++) _breaker.Fail(Down, _time.GetTimestamp());
    }

    [Test]
    public void It_opens_with_the_last_of_so_many_failures_in_a_row_and_says_since_when_and_until_when()
    {
        Fail(2);
        Assert.That(_breaker.Refusal, Is.Null);
        _time.Advance(TimeSpan.FromSeconds(5));
        Fail(1);
        const string sentence = "has failed again and again since 00:00:00 UTC, so it is left alone until 00:00:09 UTC and then tried again; the last time it broke the connection before it had answered; try again";
        Assert.That((_breaker.Refusal?.Predicate, _breaker.Refusal?.Code), Is.EqualTo((sentence, ErrorCodes.ServerUnavailable)));
        Assert.That(_said, Is.EqualTo(new[] { $"it {sentence}" }));
    }

    [Test]
    public void An_answer_in_between_begins_a_new_row()
    {
        Fail(2);
        _breaker.Succeed();
        Fail(2);
        Assert.That(_breaker.Refusal, Is.Null);
    }

    [Test]
    public void What_was_sent_before_the_last_failure_is_the_same_failure()
    {
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++) _breaker.Fail(Down, sent);
        Assert.That(_breaker.Refusal, Is.Null);
    }

    [Test]
    public void Failures_that_are_far_apart_are_no_row()
    {
        for (var i = 0; i < 5; i++)
        {
            Fail(1);
            _time.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.That(_breaker.Refusal, Is.Null);
    }

    [Test]
    public void A_fault_that_concerns_one_message_is_none_of_the_server()
    {
        for (var i = 0; i < 10; i++) _breaker.Fail(HttpFaults.TooLong(1), _time.GetTimestamp());
        Assert.That(_breaker.Refusal, Is.Null);
    }

    [Test]
    public void It_tries_by_itself_ever_more_seldom_up_to_a_limit_and_closes_with_the_first_answer()
    {
        Fail(3);
        foreach (var (wait, tries) in new[] { (4, 1), (8, 2), (10, 3), (10, 4) })
        {
            _time.Advance(TimeSpan.FromSeconds(wait - 0.1));
            Assert.That(_tries, Is.EqualTo(tries - 1), "it is not due yet");
            _time.Advance(TimeSpan.FromSeconds(0.1));
            Assert.That(_tries, Is.EqualTo(tries));
            Assert.That(_breaker.Refusal, Is.Not.Null);
        }

        _tryFault = null;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That((_breaker.Refusal, _said[^1], _said.Count), Is.EqualTo(((RemoteFault?)null, (string?)null, 6)));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(_tries, Is.EqualTo(5), "it is over");
    }

    [Test]
    public void An_error_that_the_server_answers_a_try_with_is_an_answer()
    {
        Fail(3);
        _tryFault = new("answered 404 Not Found", ErrorCodes.ServerUnavailable);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.That(_breaker.Refusal, Is.Null);
    }

    [Test]
    public void An_answer_to_what_was_sent_before_closes_it()
    {
        Fail(3);
        _breaker.Succeed();
        Assert.That((_breaker.Refusal, _said[^1]), Is.EqualTo(((RemoteFault?)null, (string?)null)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(_tries, Is.Zero);
    }

    [Test]
    public void With_no_failures_configured_it_never_opens()
    {
        using var never = New(new() { BreakerFailures = 0 });
        for (var i = 0; i < 100; i++) never.Fail(Down, _time.GetTimestamp());
        Assert.That(never.Refusal, Is.Null);
    }

    [Test]
    public void Nothing_is_tried_any_more_when_the_server_was_let_go()
    {
        Fail(3);
        _breaker.Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.That((_tries, _time.HasTimers), Is.EqualTo((0, false)));
    }
}
