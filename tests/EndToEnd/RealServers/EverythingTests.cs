using EndToEnd.Running;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EndToEnd.RealServers;

[TestFixture("stdio")]
[TestFixture("streamableHttp")]
[TestFixture("sse")]
public class EverythingTests(string transport)
{
    private Workspace Create()
    {
        var workspace = new Workspace();
        if (transport == "stdio") workspace.AddNpm("all", "server-everything", transport);
        else workspace.AddEverything("all", transport);
        return workspace;
    }

    [TestCase(SdkClient.Legacy)]
    [TestCase(null)]
    public async Task Its_tools_are_listed_and_called_under_prefixed_names(string? version)
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace, version);
        Assert.That(await client.NamesAsync(), Has.Member("all_echo").And.Member("get_metadata").And.Member("run_tool"));

        var result = await client.CallToolAsync("all_echo", new Dictionary<string, object?> { ["message"] = $"hi {Secrets.GitHub}" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text(), Is.EqualTo($"Echo: hi {Secrets.GitHubMask}"));
            Assert.That(result.Count("github_pat"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Structured_content_without_a_secret_arrives_with_its_schema_kept()
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace);
        var result = await client.CallToolAsync("all_get-structured-content", new Dictionary<string, object?> { ["location"] = "Chicago" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.StructuredContent!.Value.GetProperty("humidity").GetInt32(), Is.EqualTo(82));
            Assert.That((await client.ListToolsAsync()).Single(tool => tool.Name == "all_get-structured-content").ProtocolTool.OutputSchema, Is.Not.Null);
        }
    }

    [Test]
    public async Task Media_arrives_untouched()
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace);
        var image = (await client.CallToolAsync("all_get-tiny-image")).Content.OfType<ImageContentBlock>().Single();
        Assert.That(image.DecodedData.ToArray().AsSpan(1, 3).SequenceEqual("PNG"u8), Is.True);
    }

    [Test]
    public async Task Progress_comes_in_order()
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace);
        var steps = new StepList();
        await client.CallToolAsync("all_trigger-long-running-operation", new Dictionary<string, object?> { ["duration"] = 0.5, ["steps"] = 5 }, steps);
        // The SDK takes no more progress once it has the result, which comes at the heels of the last step; OrderTests holds that none is lost.
        Assert.That(steps.All, Is.EqualTo(new[] { 1f, 2, 3, 4 }).Or.EqualTo(new[] { 1f, 2, 3, 4, 5 }));
    }

    [Test]
    public async Task A_cancelled_call_ends_and_the_session_goes_on()
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace);
        using var cancellation = new CancellationTokenSource();
        var steps = new StepList(cancellation.Cancel);

        await Assert.CatchAsync<OperationCanceledException>(async () => await client.CallToolAsync(
            "all_trigger-long-running-operation", new Dictionary<string, object?> { ["duration"] = 60, ["steps"] = 200 }, steps, cancellationToken: cancellation.Token));

        Assert.That((await client.CallToolAsync("all_echo", new Dictionary<string, object?> { ["message"] = "still here" })).Text(), Is.EqualTo("Echo: still here"));
    }

    [Test]
    public async Task It_can_sample_through_the_gateway()
    {
        using var workspace = Create();
        var asked = "";
        await using var client = await SdkClient.OpenAsync(workspace, handlers: new()
        {
            SamplingHandler = (request, _, _) =>
            {
                asked = request!.Messages[0].Content.OfType<TextContentBlock>().Single().Text;
                return ValueTask.FromResult(new CreateMessageResult { Model = "none", Content = [new TextContentBlock { Text = $"answer {Secrets.Aws}" }] });
            },
        });
        await client.AwaitToolAsync("all_trigger-sampling-request");

        var result = await client.CallToolAsync("all_trigger-sampling-request", new Dictionary<string, object?> { ["prompt"] = $"about {Secrets.HuggingFace}", ["maxTokens"] = 10 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(asked, Does.Contain($"about {Secrets.HuggingFaceMask}"));
            Assert.That(result.Text(), Does.Contain($"answer {Secrets.AwsMask}"));
        }
    }

    [Test]
    public async Task It_can_elicit_through_the_gateway()
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace, handlers: new() { ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "decline" }) });
        await client.AwaitToolAsync("all_trigger-elicitation-request");
        var result = await client.CallToolAsync("all_trigger-elicitation-request");
        Assert.That(result.Text(), Does.Contain("declined"));
    }

    [Test]
    public async Task It_can_ask_for_roots_through_the_gateway()
    {
        using var workspace = Create();
        await using var client = await SdkClient.OpenAsync(workspace, handlers: new()
        {
            RootsHandler = (_, _) => ValueTask.FromResult(new ListRootsResult { Roots = [new() { Uri = "file:///the/root", Name = "the root" }] }),
        });
        await client.AwaitToolAsync("all_get-roots-list");
        Assert.That((await client.CallToolAsync("all_get-roots-list")).Text(), Does.Contain("file:///the/root"));
    }

    // Unlike Progress<T>, it takes each report in the thread and the order it comes in.
    private sealed class StepList(Action? onFirst = null) : IProgress<ProgressNotificationValue>
    {
        private readonly List<float> _steps = [];

        public float[] All
        {
            get
            {
                lock (_steps) return [.. _steps];
            }
        }

        public void Report(ProgressNotificationValue value)
        {
            lock (_steps) _steps.Add(value.Progress);
            onFirst?.Invoke();
        }
    }
}
