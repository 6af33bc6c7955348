using System.Text.Json;

namespace Gateway.Testing.Tests.Harness;

internal sealed class InProcessTests
{
    private static HouseGuardrail House => new(PluginTest.Context());

    [Test]
    public async Task A_call_goes_through_the_guardrail_to_the_lambda_and_back()
    {
        var server = new TestServer("files").Tool("read", arguments => "house-1 of " + arguments.GetProperty("path").GetString());
        await using var gateway = await new GatewayHarness().With(server).With(House).StartAsync();
        var answer = await gateway.CallAsync("files_read", new { path = "house-2" });
        Assert.That(answer.Text, Is.EqualTo("<HOUSE_KEY> of <HOUSE_KEY>"));
        Assert.That(answer.Note, Is.EqualTo("""{"house_key":2}"""));
        Assert.That(server.CallsOf("read").Single().GetRawText(), Is.EqualTo("""{"path":"<HOUSE_KEY>"}"""));
        Assert.That((answer.IsError, answer.BlockedBy), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public async Task A_blocked_call_never_reaches_the_server()
    {
        var server = new TestServer("files").Tool("read", _ => "x");
        await using var gateway = await new GatewayHarness().With(server).With(House, new { actions = new { house_key = "block" } }).StartAsync();
        var answer = await gateway.CallAsync("files_read", new { path = "house-2" });
        Assert.That((answer.IsError, answer.BlockedBy), Is.EqualTo((true, "house")));
        Assert.That(server.CallsOf("read"), Is.Empty);
    }

    [Test]
    public async Task Tools_are_listed_as_clients_see_them()
    {
        var server = new TestServer("files").Tool(TestMessage.ListedTool("stat", "Tells house-1", outputSchema: new { type = "object" }), _ => TestMessage.StructuredResult(new { size = 7 }));
        await using var gateway = await new GatewayHarness().With(server).With(House).WithSettings(new { expose = "tools" }).StartAsync();
        Assert.That(await gateway.ListToolsAsync(), Is.EqualTo(new[] { "files_stat" }));
        Assert.That(gateway.Received[^1].Json, Does.Contain("Tells <HOUSE_KEY>").And.Contain("outputSchema"));
        var answer = await gateway.CallAsync("files_stat");
        Assert.That(answer.Result.GetProperty("structuredContent").GetProperty("size").GetInt32(), Is.EqualTo(7));
    }

    [Test]
    public async Task A_tracer_gets_the_record_of_a_call_with_masked_payloads()
    {
        var tracer = new TestTracer();
        await using var gateway = await new GatewayHarness().With(new TestServer("files").Tool("read", _ => "house-1")).With(House).With(tracer).StartAsync();
        await gateway.CallAsync("files_read", new { path = "house-2" });
        var record = (await tracer.WaitForAsync(1))[0];
        Assert.That((record.CapabilityName, record.Outcome, record.Findings.Sum(finding => finding.Count)), Is.EqualTo(("read", "ok", 2)));
        Assert.That(record.Arguments + record.Result, Does.Contain("HOUSE_KEY").And.Not.Contain("house-"));
    }

    [Test]
    public async Task Disposing_waits_until_the_tracers_are_flushed()
    {
        var tracer = new SlowTracer();
        await using (var gateway = await new GatewayHarness().With(new TestServer().Tool("t", _ => "x")).With(tracer).StartAsync()) await gateway.CallAsync("test_t");
        Assert.That(tracer.Written, Is.EqualTo(1));
    }

    [Test]
    public async Task A_built_plugin_is_loaded_by_the_real_loader_with_its_options()
    {
        await using var gateway = await new GatewayHarness()
            .With(new TestServer("files").Tool("read", _ => "house-1 key-1"))
            .WithPlugin(Built.House, "house", """{"options":{"prefix":"key-"},"actions":{"house_key":"mask"}}""")
            .StartAsync();
        Assert.That((await gateway.CallAsync("files_read")).Text, Is.EqualTo("house-1 <HOUSE_KEY>"));
        Assert.That(gateway.Log, Has.Some.EndsWith("house: looks for key-"));
    }

    [Test]
    public void A_built_plugin_with_wrong_options_is_the_gateways_own_sentence() =>
        Assert.That(
            () => new GatewayHarness().With(new TestServer()).WithPlugin(Built.House, "house", """{"options":{"prefx":"key-"}}""").StartAsync(),
            Throws.TypeOf<PluginTestException>().With.Message.Contains("'prefx' is unknown"));

    [Test]
    public void A_plugin_that_is_not_in_the_folder_is_the_gateways_own_sentence() =>
        Assert.That(() => new GatewayHarness().WithPlugin(Built.House, "mouse").StartAsync(), Throws.TypeOf<PluginTestException>().With.Message.Contains("mouse"));

    [Test]
    public async Task What_a_tool_throws_is_its_error()
    {
        await using var gateway = await new GatewayHarness().With(new TestServer().Tool("t", _ => throw new FormatException("bad house-1"))).With(House).StartAsync();
        var answer = await gateway.CallAsync("test_t");
        Assert.That((answer.IsError, answer.Text), Is.EqualTo((true, "bad <HOUSE_KEY>")));
    }

    [Test]
    public async Task A_tool_that_answers_with_no_answer_is_told_so()
    {
        var server = new TestServer().Tool(TestMessage.ListedTool("t"), _ => TestMessage.Progress("half"));
        await using var gateway = await new GatewayHarness().With(server).StartAsync();
        Assert.That((await gateway.CallAsync("test_t")).Text, Does.Contain("is no answer"));
    }

    [Test]
    public async Task A_slow_tool_does_not_hold_another()
    {
        using var isOver = new ManualResetEventSlim();
        var server = new TestServer().Tool("slow", _ => isOver.Wait(TimeSpan.FromSeconds(20)) ? "late" : "never").Tool("quick", _ => "now");
        await using var gateway = await new GatewayHarness().With(server).StartAsync();
        var slow = gateway.CallAsync("test_slow");
        Assert.That((await gateway.CallAsync("test_quick")).Text, Is.EqualTo("now"));
        isOver.Set();
        Assert.That((await slow).Text, Is.EqualTo("late"));
    }

    [Test]
    public async Task Other_requests_of_the_protocol_are_answered_by_the_test()
    {
        var server = new TestServer().On("resources/read", _ => TestMessage.ResourceContents("file:///a", "house-1"));
        await using var gateway = await new GatewayHarness().With(server).With(House).StartAsync();
        await gateway.ListToolsAsync(); // the server is ready
        var answer = await gateway.RequestAsync("resources/read", new { uri = "file:///a" });
        Assert.That(answer.Result.GetProperty("contents")[0].GetProperty("text").GetString(), Is.EqualTo("<HOUSE_KEY>"));
    }

    [Test]
    public async Task A_server_asks_the_client_and_gets_the_tests_answer()
    {
        JsonElement asked = default;
        var server = new TestServer();
        await using var gateway = await new GatewayHarness().With(server).With(House)
            .Answering("sampling/createMessage", parameters =>
            {
                asked = parameters;
                return TestMessage.SamplingResult("house-2");
            }).StartAsync();
        await gateway.ListToolsAsync();
        server.Send(TestMessage.SamplingRequest("say house-1"));
        await UntilAsync(gateway, () => server.Received.Any(message => message.Json.Contains("assistant", StringComparison.Ordinal)));
        Assert.That(asked.GetRawText(), Does.Contain("say <HOUSE_KEY>"));
        Assert.That(server.Received[^1].Json, Does.Contain("<HOUSE_KEY>").And.Not.Contain("house-"));
    }

    [Test]
    public async Task What_a_server_sends_without_being_asked_is_received()
    {
        var server = new TestServer();
        await using var gateway = await new GatewayHarness().With(server).With(House).StartAsync();
        await gateway.ListToolsAsync();
        server.Send(TestMessage.LogMessage(new { line = "house-1" }));
        await UntilAsync(gateway, () => gateway.Received.Any(message => message.Method == "notifications/message"));
        Assert.That(gateway.Received.Single(message => message.Method == "notifications/message").Json, Does.Contain("<HOUSE_KEY>"));
    }

    [Test]
    public async Task A_guardrail_that_never_returns_costs_its_own_message_only()
    {
        using var isOver = new ManualResetEventSlim();
        var stuck = new TextProbe((in leaf, _) =>
        {
            if (leaf.Text is "stuck") isOver.Wait();
        });
        await using var gateway = await new GatewayHarness().With(new TestServer().Tool("t", _ => "fine")).With(stuck, new { timeout = 1000 }).StartAsync();
        await gateway.ListToolsAsync();
        var blocked = await gateway.CallAsync("test_t", new { a = "stuck" });
        Assert.That((blocked.BlockedBy, (await gateway.CallAsync("test_t")).Text), Is.EqualTo((nameof(TextProbe), "fine")));
        isOver.Set();
    }

    [Test]
    public void A_setting_that_is_unknown_is_the_gateways_own_sentence() =>
        Assert.That(() => new GatewayHarness().WithSettings(new { toolNams = "plain" }).StartAsync(), Throws.TypeOf<PluginTestException>().With.Message.Contains("toolNams"));

    [Test]
    public void A_server_that_no_gateway_runs_cannot_send() =>
        Assert.That(() => new TestServer("lonely").Send(TestMessage.Progress("x")), Throws.TypeOf<PluginTestException>().With.Message.Contains("lonely"));

    // Each ping gives the session a turn.
    private static async Task UntilAsync(RunningGateway gateway, Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isTrue()) await gateway.RequestAsync("ping", cancellationToken: patience.Token);
    }

    private sealed class SlowTracer : ITracer
    {
        public int Written { get; private set; }

        public async ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken); // longer than all else takes to end
            Written += records.Count;
        }
    }
}
