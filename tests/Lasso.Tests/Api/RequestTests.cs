using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Plugins.Lasso.Tests.Serving;

namespace Gateway.Plugins.Lasso.Tests.Api;

public class RequestTests
{
    [Test]
    public async Task A_request_to_v3_is_what_Lasso_describes()
    {
        using var server = new LassoServer(Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, """{"user_id": "ada", "conversation_id": "talk-1"}""");
        var verdict = await Check.Texts(guardrail, "hello");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(verdict, Is.SameAs(Verdict.Pass));
            Assert.That(server.Only.Line, Is.EqualTo("POST /gateway/v3/classify HTTP/1.1"));
            Assert.That(server.Only.Headers["lasso-api-key"], Is.EqualTo(Check.Key));
            Assert.That(server.Only.Headers["lasso-user-id"], Is.EqualTo("ada"));
            Assert.That(server.Only.Headers["lasso-conversation-id"], Is.EqualTo("talk-1"));
            Assert.That(server.Only.Headers["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(server.Only.Body), JsonNode.Parse("""{"messages":[{"role":"user","content":"hello"}],"messageType":"PROMPT"}""")), Is.True, server.Only.Body);
        }
    }

    [Test]
    public async Task A_request_to_v2_has_no_message_type()
    {
        using var server = new LassoServer(Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, """{"api_version": "v2"}""");
        await Check.Texts(guardrail, "hello");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Only.Line, Is.EqualTo("POST /gateway/v2/classify HTTP/1.1"));
            Assert.That(server.Only.Body, Is.EqualTo("""{"messages":[{"role":"user","content":"hello"}]}"""));
        }
    }

    [Test]
    public async Task What_a_server_says_is_sent_as_the_assistants()
    {
        using var server = new LassoServer(Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address);
        await guardrail.CheckAsync(Check.Message(Direction.ToClient, "a result"), CancellationToken.None);
        using var body = JsonDocument.Parse(server.Only.Body);
        Assert.That(body.RootElement.GetProperty("messages")[0].GetProperty("role").GetString(), Is.EqualTo("assistant"));
        Assert.That(body.RootElement.GetProperty("messageType").GetString(), Is.EqualTo("PROMPT"));
    }

    [Test]
    public async Task Without_ids_there_are_no_headers_for_them()
    {
        using var server = new LassoServer(Reply.Clean);
        await Check.Texts(server.Address, "hello");
        Assert.That(server.Only.Headers.Keys, Does.Not.Contain("lasso-user-id").And.Not.Contain("lasso-conversation-id"));
    }

    [Test]
    public async Task Every_text_is_sent_and_equal_ones_once()
    {
        using var server = new LassoServer(Reply.Clean);
        await Check.Texts(server.Address, "path", "/home/ada", "query", "path", "4111111111111111");
        Assert.That(server.Only.Content, Is.EqualTo("path\n/home/ada\nquery\n4111111111111111"));
    }

    [TestCase]
    [TestCase("", "  \n")]
    public async Task A_message_without_text_costs_no_request(params string[] texts)
    {
        using var server = new LassoServer(Reply.Clean);
        Assert.That(await Check.Texts(server.Address, texts), Is.SameAs(Verdict.Pass));
        Assert.That(server.Received, Is.Empty);
    }

    [Test]
    public async Task A_big_message_becomes_several_requests_of_which_each_is_judged()
    {
        using var server = new LassoServer(request => request.Content.Contains("the bad word", StringComparison.Ordinal) ? Reply.Finding("jailbreak", "BLOCK") : Reply.Clean);
        using var guardrail = Check.Guardrail(server.Address, """{"max_characters": 1000}""");
        var text = string.Concat(Enumerable.Repeat("all is well, ", 400));

        Assert.That(await Check.Texts(guardrail, text), Is.SameAs(Verdict.Pass));
        Assert.That(server.Received, Has.Length.EqualTo(7).And.All.Property("Content").Length.LessThanOrEqualTo(1000));
        Assert.That(Check.Reason(await Check.Texts(guardrail, text, text + "the bad word")), Is.EqualTo("Guardrail violations detected: jailbreak"));
    }

    [Test]
    public async Task Text_of_any_script_and_a_lone_surrogate_can_be_sent()
    {
        using var server = new LassoServer(Reply.Clean);
        await Check.Texts(server.Address, "héllo 世界 😀 \ud83d.");
        Assert.That(server.Only.Content, Is.EqualTo("héllo 世界 😀 \ufffd."));
    }

    [Test]
    public async Task At_most_four_requests_of_a_message_are_under_way()
    {
        using var gate = new SemaphoreSlim(0);
        var now = 0;
        var seen = new ConcurrentQueue<int>();
        using var server = new LassoServer(async _ =>
        {
            seen.Enqueue(Interlocked.Increment(ref now));
            await gate.WaitAsync();
            Interlocked.Decrement(ref now);
            return Reply.Clean;
        });
        using var guardrail = Check.Guardrail(server.Address, """{"max_characters": 1000}""");
        var check = Check.Texts(guardrail, string.Join(' ', Enumerable.Range(0, 2_000)));
        await server.AwaitRequests(4);
        gate.Release(100);
        await check;
        Assert.That(seen, Has.All.LessThanOrEqualTo(4));
        Assert.That(seen, Has.Count.GreaterThan(4));
    }
}
