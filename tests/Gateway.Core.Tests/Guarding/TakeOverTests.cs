using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Guarding;

internal sealed class TakeOverTests
{
    // A waiting thread has no other clock than the system's; whoever is stuck is stuck for longer than this.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    // Just over the limit and one look of the watchdog: were it more, a turn that begins meanwhile could be overdue as well.
    private readonly TimeSpan _overdue = GuardedSession.Settings.TextGuardrailTimeout + GuardedSession.TickPeriod;
    private readonly TimeSpan _overdueForTwo = (GuardedSession.Settings.TextGuardrailTimeout * 2) + GuardedSession.TickPeriod;

    [TestCase(FailureAction.Block, "timeout")]
    [TestCase(FailureAction.Pass, "stuck <TOKEN>")]
    public void A_message_on_which_a_guardrail_hangs_gets_the_failure_action_and_a_fresh_thread_goes_on(FailureAction action, string outcome)
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(
            time,
            Slot.Of(stuck, "stuck", onFailure: new() { Timeout = action }),
            Slot.Of(new WordGuardrail("token", Kind.Token), "words"));
        using var peer = new WatchedPeer(session.Pipeline);
        peer.Write("before", "stuck token", "after ghp_word", "later");
        stuck.AwaitStuck();
        time.Advance(_overdueForTwo);
        Assert.That(new[] { peer.Next(), peer.Next(), peer.Next(), peer.Next() }, Is.EqualTo(new[] { "before", outcome, "after <SECRET>", "later" }));
        var threads = peer.Threads.ToArray();
        Assert.That(threads[1..], Has.All.EqualTo(threads[1]).And.All.Not.EqualTo(threads[0]));
    }

    [Test]
    public void A_stuck_thread_says_nothing_when_it_comes_back()
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(time, Slot.Of(stuck));
        using var peer = new WatchedPeer(session.Pipeline);
        peer.Write("stuck one");
        stuck.AwaitStuck();
        time.Advance(_overdue);
        Assert.That(peer.Next(), Is.EqualTo("timeout"));
        stuck.Release();
        peer.Write("a", "b");
        peer.Close();
        Assert.That(new[] { peer.Next(), peer.Next(), peer.Next() }, Is.EqualTo(new[] { "a", "b", "end" }));
        Assert.That(peer.HasMore, Is.False);
        Assert.That(peer.Ends, Is.EqualTo(1));
    }

    [Test]
    public void What_a_stuck_guardrail_has_seen_is_never_used_again()
    {
        var time = new ManualTime();
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        using var left = new ManualResetEventSlim();
        var seen = "";
        FindingSink? kept = null;
        using var session = new GuardedSession(time, Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            if (!leaf.Text.StartsWith("stuck", StringComparison.Ordinal))
            {
                Assert.That(findings, Is.Not.SameAs(kept));
                return;
            }

            kept = findings;
            entered.Set();
            release.Wait();
            seen = leaf.Text.ToString();
            left.Set();
        })));
        using var peer = new WatchedPeer(session.Pipeline);
        peer.Write("stuck text");
        Assert.That(entered.Wait(Patience.Limit), Is.True);
        time.Advance(_overdue);
        Assert.That(peer.Next(), Is.EqualTo("timeout"));
        for (var i = 0; i < 50; i++) peer.Write("other text " + i);
        for (var i = 0; i < 50; i++) Assert.That(peer.Next(), Is.EqualTo("other text " + i));
        release.Set();
        Assert.That(left.Wait(Patience.Limit), Is.True);
        Assert.That(seen, Is.EqualTo("stuck text"));
    }

    [TestCase(FailureAction.Block, "timeout")]
    [TestCase(FailureAction.Pass, "clean")]
    public void After_three_take_overs_a_guardrail_is_asked_no_more(FailureAction action, string outcome)
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(time, Slot.Of(stuck, "stuck", onFailure: new() { Timeout = action }));
        using var peer = new WatchedPeer(session.Pipeline);
        for (var i = 0; i < 3; i++)
        {
            peer.Write("stuck");
            stuck.AwaitStuck();
            time.Advance(_overdue);
            Assert.That(peer.Next(), Is.EqualTo(action == FailureAction.Block ? "timeout" : "stuck"));
        }

        var asked = stuck.Asked;
        peer.Write("clean");
        Assert.That(peer.Next(), Is.EqualTo(outcome));
        Assert.That(stuck.Asked, Is.EqualTo(asked));
        stuck.Release(3);
    }

    [Test]
    public void A_stuck_guardrail_on_one_peer_does_not_keep_another_peer_waiting()
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(time, Slot.Of(stuck));
        using var first = new WatchedPeer(session.Pipeline);
        using var second = new WatchedPeer(session.Pipeline);
        first.Write("stuck");
        stuck.AwaitStuck();
        second.Write("a ghp_word");
        Assert.That(second.Next(), Is.EqualTo("a <SECRET>"));
        Assert.That(first.HasMore, Is.False);
    }

    [Test]
    public void A_guardrail_that_is_only_slow_is_not_taken_over()
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(time, Slot.Of(stuck));
        using var peer = new WatchedPeer(session.Pipeline);
        peer.Write("stuck");
        stuck.AwaitStuck();
        time.Advance(GuardedSession.Settings.TextGuardrailTimeout * .9);
        stuck.Release();
        Assert.That(peer.Next(), Is.EqualTo("<SECRET>"));
    }

    [Test]
    public void The_watchdog_sleeps_while_nothing_is_asked_and_wakes_again()
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(time, Slot.Of(stuck));
        using var peer = new WatchedPeer(session.Pipeline);
        peer.Write("a");
        Assert.That(peer.Next(), Is.EqualTo("a"));
        time.Advance(GuardedSession.TickPeriod * 100);
        Assert.That(time.HasTimers, Is.False);
        peer.Write("stuck");
        stuck.AwaitStuck();
        time.Advance(_overdue);
        Assert.That(peer.Next(), Is.EqualTo("timeout"));
    }

    [TestCase(FailureAction.Block)]
    [TestCase(FailureAction.Pass)]
    public async Task A_message_that_comes_from_no_reader_is_taken_over_as_well(FailureAction action)
    {
        using var stuck = new StuckGuardrail();
        using var session = new GuardedSession(
            Slot.Of(stuck, "stuck", onFailure: new() { Timeout = action }, timeout: Soon),
            Slot.Of(new WordGuardrail("token", Kind.Token), "words", timeout: Soon));
        for (var i = 0; i < 4; i++)
        {
            var checking = session.ToolAsync("""{"name":"t","description":"stuck token"}""");
            if (i < 3) stuck.AwaitStuck();

            var passage = await checking;
            if (action == FailureAction.Block) Assert.That(passage.Refusal?.Code, Is.EqualTo("timeout"));
            else Assert.That(passage.Json(), Is.EqualTo("""{"name":"t","description":"stuck <TOKEN>"}"""));
        }

        stuck.Release(3);
    }
}
