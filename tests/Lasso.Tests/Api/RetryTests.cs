using Gateway.Plugins.Lasso.Tests.Serving;

namespace Gateway.Plugins.Lasso.Tests.Api;

public class RetryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    public async Task A_refusal_that_may_pass_is_tried_again(int status)
    {
        var time = new SkippingTime(Limit);
        using var server = new LassoServer(Reply.Of(status), Reply.Of(status), Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, time: time);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Check.Texts(guardrail, "hello"), Is.SameAs(Verdict.Pass));
            Assert.That(server.Received, Has.Length.EqualTo(3));
            Assert.That(time.Waits[0].TotalMilliseconds, Is.InRange(50, 100));
            Assert.That(time.Waits[1].TotalMilliseconds, Is.InRange(100, 200));
        }
    }

    [TestCase(0, 1)]
    [TestCase(2, 3)]
    [TestCase(4, 5)]
    public async Task It_is_tried_as_often_as_the_option_says(int retries, int requests)
    {
        using var server = new LassoServer(Reply.Of(503));
        using var guardrail = Check.Guardrail(server.Address, $$"""{"retries":{{retries}}}""", new SkippingTime(Limit));
        Assert.That(await Check.Failure(guardrail, "a text"), Is.EqualTo("Lasso answered 503"));
        Assert.That(server.Received, Has.Length.EqualTo(requests));
    }

    [Test]
    public async Task Lasso_is_given_the_time_that_it_asks_for()
    {
        var time = new SkippingTime(Limit);
        using var server = new LassoServer(Reply.Of(429, "", "Retry-After: 7"), Reply.Of(503, "", "Retry-After: Thu, 01 Jan 1970 00:00:20 GMT"), Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, time: time);
        await Check.Texts(guardrail, "hello");
        Assert.That(time.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(13) }));
    }

    [TestCase("61")]
    [TestCase("999999999")]
    [TestCase("Fri, 01 Jan 2100 00:00:00 GMT")]
    public async Task A_wait_beyond_the_message_s_time_is_a_failure_at_once(string retryAfter)
    {
        var time = new SkippingTime(Limit);
        using var server = new LassoServer(Reply.Of(429, "", $"Retry-After: {retryAfter}"), Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, time: time);
        Assert.That(await Check.Failure(guardrail, "a text"), Is.EqualTo("Lasso answered 429"));
        Assert.That(time.Waits, Is.Empty);
    }

    [TestCase("-5")]
    [TestCase("soon")]
    [TestCase("Mon, 01 Jan 1900 00:00:00 GMT")]
    public async Task A_wait_that_is_none_is_the_usual_one(string retryAfter)
    {
        var time = new SkippingTime(Limit);
        using var server = new LassoServer(Reply.Of(429, "", $"Retry-After: {retryAfter}"), Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, time: time);
        Assert.That(await Check.Texts(guardrail, "a text"), Is.SameAs(Verdict.Pass));
        Assert.That(time.Waits.Single().TotalMilliseconds, Is.InRange(50, 100));
    }

    [Test]
    public async Task A_refused_connection_is_tried_again_and_then_a_failure()
    {
        var time = new SkippingTime(Limit);
        using var guardrail = Check.Guardrail(LassoServer.Nobody(), time: time);
        Assert.That(await Check.Failure(guardrail, "a text"), Is.EqualTo("Lasso could not be asked: ConnectionError"));
        Assert.That(time.Waits, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_message_whose_time_ends_between_two_attempts_never_passes()
    {
        var time = new SkippingTime(Limit, skips: false);
        using var server = new LassoServer(Reply.Of(503));
        using var guardrail = Check.Guardrail(server.Address, time: time);
        var check = Check.Texts(guardrail, "a text");
        await time.FirstWait;
        time.EndLimit();
        Assert.That(async () => await check, Throws.Exception.With.Message.StartWith("Lasso did not answer in the time"));
    }

    [Test]
    public async Task One_client_serves_many_messages_on_the_same_connection()
    {
        using var server = new LassoServer(Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address);
        for (var i = 0; i < 5; i++) Assert.That(await Check.Texts(guardrail, "hello"), Is.SameAs(Verdict.Pass));
        Assert.That(server.Connections, Is.EqualTo(1));
    }
}
