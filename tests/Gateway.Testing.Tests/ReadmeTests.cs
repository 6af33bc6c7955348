namespace Gateway.Testing.Tests;

/// <summary>The README's code, word for word: what stands there compiles and is true.</summary>
internal sealed class ReadmeTests
{
    private static readonly HouseGuardrail Guardrail = new(PluginTest.Context(new { replacement = "KEY" }));

    [Test]
    public void Every_line_of_the_README_stands_here()
    {
        var here = Lines(File.ReadAllText(Path.Combine(Repository, "tests/Gateway.Testing.Tests/ReadmeTests.cs")));
        var readme = File.ReadAllText(Path.Combine(Repository, "Gateway.Core/Gateway.Testing/README.md")).Split("```csharp")[1..].SelectMany(block => Lines(block.Split("```")[0])).ToArray();
        Assert.That(readme, Is.Not.Empty);
        Assert.That(readme.Except(here), Is.Empty);
    }

    [Test]
    public void One_string()
    {
        var guardrail = new HouseGuardrail(PluginTest.Context(new { replacement = "KEY" }));
        var found = PluginTest.Find(guardrail, "the key is house-1234");
        Assert.That(found.Single().Text, Is.EqualTo("house-1234"));
        Assert.That(PluginTest.Find(guardrail, "hunter2", property: "password"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_message()
    {
        var guardrail = Guardrail;
        var result = await PluginTest.RunAsync(guardrail, TestMessage.ToolResult("the key is house-1234"));
        Assert.That(result.Text, Is.EqualTo("the key is <KEY>"));
        Assert.That(result.Note, Is.EqualTo("""{"house_key":1}"""));

        var call = TestMessage.ToolCall("write", new { text = "house-1234" });
        var blocked = await PluginTest.RunAsync(guardrail, call, """{"actions":{"*":{"toServer":"block"}}}""");
        Assert.That((blocked.IsBlocked, blocked.BlockCode), Is.EqualTo((true, "finding")));
    }

    [Test]
    public async Task A_guardrail_that_fails()
    {
        var failed = await PluginTest.RunAsync(new ThrowingGuardrail(), TestMessage.ToolResult("text"), new { onFailure = "pass" });
        Assert.That(failed.IsBlocked, Is.False);
        Assert.That(failed.Failures.Single().Exception, Is.TypeOf<FormatException>());
    }

    [Test]
    public async Task Several_guardrails()
    {
        var guardrail = Guardrail;
        using var pipeline = new TestPipeline()
            .Add(guardrail)
            .Add(new OtherGuardrail(), """{"actions":{"*":"report"}}""");
        var both = await pipeline.SendAsync(TestMessage.ToolResult("other house-1234"));
        Assert.That(both.Counts.Keys, Is.EqualTo(new[] { "house_key", "other" }));
    }

    [Test]
    public async Task A_tracer()
    {
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-test-").FullName;
        var file = Path.Combine(folder, "calls");
        var tracer = new HouseTracer(PluginTest.Context(new { file }));
        var run = await PluginTest.TraceAsync(tracer, new TestCall { Name = "read" }.ToRecord(), new TestCall { Name = "write", Outcome = "blocked" }.ToRecord());
        Assert.That((run.Failures.Count, run.IsFlushed), Is.EqualTo((0, true)));
        Assert.That(File.ReadAllLines(file), Is.EqualTo(new[] { "read ok 0", "write blocked 0" }));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Behind_a_real_gateway()
    {
        var guardrail = Guardrail;
        var server = new TestServer("files").Tool("read", arguments => "house-1234 of " + arguments.GetProperty("path").GetString());
        var seen = new TestTracer();
        await using var gateway = await new GatewayHarness().With(server).With(guardrail).With(seen).StartAsync();

        var answer = await gateway.CallAsync("files_read", new { path = "house-5" });
        Assert.That(answer.Text, Is.EqualTo("<KEY> of <KEY>"));
        Assert.That(server.CallsOf("read").Single().GetRawText(), Is.EqualTo("""{"path":"<KEY>"}"""));
        Assert.That((await seen.WaitForAsync(1))[0].Findings.Sum(finding => finding.Count), Is.EqualTo(2));
    }

    [Test]
    public async Task As_it_will_be_installed()
    {
        var (pluginsFolder, program) = (Harness.Built.House, Harness.Built.Gateway);
        await using var process = await new GatewayHarness()
            .WithPlugin(pluginsFolder, "house", """{"options":{"replacement":"KEY"}}""")
            .StartProcessAsync(program);
        Assert.That((await process.CallAsync("sample_echo", new { text = "house-1234" })).Text, Is.EqualTo("<KEY>"));
    }

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run outside the repository");
            return folder.FullName;
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private sealed class ThrowingGuardrail : IGuardrail
    {
        public IReadOnlyCollection<FindingKind> Kinds => [];

        public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => throw new FormatException();
    }

    private sealed class OtherGuardrail : TextGuardrail
    {
        private static readonly FindingKind Other = new("other", "<OTHER>");

        public override IReadOnlyCollection<FindingKind> Kinds => [Other];

        public override void Find(in TextLeaf leaf, FindingSink findings)
        {
            if (leaf.Text.StartsWith("other", StringComparison.Ordinal)) findings.Add(Other, 0, 5);
        }
    }
}
