using Gateway.Plugins.Lasso.Tests.Serving;

namespace Gateway.Plugins.Lasso.Tests.Api;

public class FaultTests
{
    private const string Text = "a text that no error may quote";

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("no JSON a text that no error may quote")]
    [TestCase("""{"violations_detected":false""")]
    [TestCase("""{"violations_detected":null}""")]
    [TestCase("""{"violations_detected":"false"}""")]
    [TestCase("""{"violations_detected":0}""")]
    [TestCase("""{"Violations_Detected":false}""")]
    [TestCase("""{"violations_detected":true,"violations_detected":false}""")]
    [TestCase("""{"violations_detected":false,"deputies":[]}""")]
    [TestCase("""{"violations_detected":false,"deputies":{"a":"true"}}""")]
    [TestCase("""{"violations_detected":false,"findings":[]}""")]
    [TestCase("""{"violations_detected":false,"findings":{"a":{}}}""")]
    [TestCase("""{"violations_detected":false,"findings":{"a":[{"action":7}]}}""")]
    [TestCase("""{"violations_detected":false,"findings":{"a":[{"action":"WARN","start":"1"}]}}""")]
    [TestCase("""{"violations_detected":false,"findings":{"a":[{"action":"\ud800"}]}}""")]
    public async Task An_answer_of_another_form_is_a_failure(string answer)
    {
        using var server = new LassoServer(Reply.Json(answer));
        using var guardrail = Check.Guardrail(server.Address);
        Assert.That(await Check.Failure(guardrail, Text), Is.EqualTo("Lasso's answer is not what its API describes"));
        Assert.That(server.Received, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_ends_early_is_a_failure()
    {
        using var server = new LassoServer(Reply.Truncated("""{"violations_detected":false}"""));
        using var guardrail = Check.Guardrail(server.Address);
        Assert.That(await Check.Failure(guardrail, Text), Is.EqualTo("Lasso could not be asked: ResponseEnded"));
    }

    [Test]
    public async Task An_answer_that_is_no_HTTP_is_a_failure()
    {
        using var server = new LassoServer(new Reply("hello\r\n\r\n"u8.ToArray(), Closes: true));
        using var guardrail = Check.Guardrail(server.Address);
        Assert.That(await Check.Failure(guardrail, Text), Is.EqualTo("Lasso could not be asked: InvalidResponse"));
    }

    [Test]
    public async Task A_huge_answer_is_not_read_to_its_end()
    {
        using var server = new LassoServer(Reply.Json($$"""{"violations_detected":false,"more":"{{new string('x', 5_000_000)}}"}"""));
        using var guardrail = Check.Guardrail(server.Address);
        Assert.That(await Check.Failure(guardrail, Text), Is.EqualTo("Lasso could not be asked: ConfigurationLimitExceeded"));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_not_followed_so_that_the_key_stays(int status)
    {
        using var elsewhere = new LassoServer(Reply.Clean);
        using var server = new LassoServer(Reply.Of(status, "", $"Location: {elsewhere.Address}/gateway/v3/classify"));
        using var guardrail = Check.Guardrail(server.Address);
        Assert.That(await Check.Failure(guardrail, Text), Is.EqualTo($"Lasso answered {status}: redirects are not followed; see api_base"));
        Assert.That(elsewhere.Received, Is.Empty);
    }

    [TestCase(400, "Lasso answered 400")]
    [TestCase(401, "Lasso answered 401: it does not accept the API key; see lasso_api_key or LASSO_API_KEY")]
    [TestCase(403, "Lasso answered 403: it does not accept the API key; see lasso_api_key or LASSO_API_KEY")]
    [TestCase(404, "Lasso answered 404")]
    [TestCase(413, "Lasso answered 413")]
    public async Task A_refusal_is_a_failure_that_is_not_tried_again(int status, string sentence)
    {
        using var server = new LassoServer(Reply.Of(status, $"{{\"violations_detected\":false,\"message\":\"{Text} {Check.Key}\"}}"));
        using var guardrail = Check.Guardrail(server.Address);
        Assert.That(await Check.Failure(guardrail, Text), Is.EqualTo(sentence));
        Assert.That(server.Received, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task The_sentence_of_a_failure_is_logged()
    {
        var log = new List<string>();
        using var server = new LassoServer(Reply.Of(401));
        using var guardrail = Check.Guardrail(server.Address, log: log.Add);
        var sentence = await Check.Failure(guardrail, Text);
        Assert.That(log, Is.EqualTo(new[] { sentence }));
    }

    [Test]
    public void Texts_that_cannot_be_read_are_a_failure()
    {
        using var server = new LassoServer(Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address);
        var message = new Message(new() { Direction = Direction.ToServer, Method = "m", Server = "s" }, () => default, () => throw new InvalidOperationException());
        Assert.That(async () => await guardrail.CheckAsync(message, CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_check_that_is_cancelled_ends_as_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var server = new LassoServer(Reply.Never);
        using var guardrail = Check.Guardrail(server.Address);
        var check = guardrail.CheckAsync(Check.Message(Direction.ToServer, Text), cancellation.Token).AsTask();
        await server.AwaitRequests();
        await cancellation.CancelAsync();
        Assert.That(async () => await check, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_message_whose_time_is_over_is_a_failure_and_never_passes()
    {
        var limit = TimeSpan.FromSeconds(1.8);
        var time = new SkippingTime(limit);
        using var server = new LassoServer(Reply.Never);
        using var guardrail = Check.Guardrail(server.Address, """{"timeout":1800}""", time);
        var check = Check.Texts(guardrail, Text);
        await server.AwaitRequests();
        time.EndLimit();
        Assert.That(async () => await check, Throws.Exception.With.Message.EqualTo("Lasso did not answer in the time that plugins.lasso.options.timeout gives a message"));
    }

    [Test]
    public async Task Requests_that_the_time_did_not_reach_are_a_failure_too()
    {
        var limit = TimeSpan.FromSeconds(30);
        var time = new SkippingTime(limit);
        using var server = new LassoServer(request => request.Content.Contains('x') ? Reply.Never : Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, """{"timeout":30000,"max_characters":1000}""", time);
        var check = Check.Texts(guardrail, new string('o', 900), new string('x', 9_000), new string('o', 800));
        await server.AwaitRequests(4);
        time.EndLimit();
        Assert.That(async () => await check, Throws.Exception.With.Message.StartWith("Lasso did not answer in the time"));
    }
}
