namespace Gateway.Testing.Tests.Guarding;

internal sealed class FailureTests
{
    private static readonly TestMessage Result = TestMessage.ToolResult("some text");

    [Test]
    public async Task A_guardrail_that_throws_blocks_and_its_exception_is_there()
    {
        var thrown = new FormatException("why");
        var result = await PluginTest.RunAsync(new TextProbe((in _, _) => throw thrown), Result);
        Assert.That((result.IsBlocked, result.BlockCode), Is.EqualTo((true, "error")));
        Assert.That(result.Failures.Single(), Is.EqualTo(new GuardrailFailure { Guardrail = nameof(TextProbe), Kind = GuardrailFailureKind.Error, Exception = thrown }));
        Assert.That(result.Json, Does.Not.Contain("why"));
    }

    [Test]
    public async Task A_guardrail_that_throws_and_is_set_to_pass_lets_the_message_through()
    {
        var result = await PluginTest.RunAsync(new TextProbe((in _, _) => throw new FormatException()), Result, new { onFailure = "pass" });
        Assert.That(result.IsUntouched, Is.True);
        Assert.That(result.Failures.Single().Kind, Is.EqualTo(GuardrailFailureKind.Error));
    }

    [Test]
    public async Task A_span_outside_the_text_is_an_invalid_answer()
    {
        var result = await PluginTest.RunAsync(new TextProbe((in leaf, findings) => findings.Add(TextProbe.Secret, 0, leaf.Text.Length + 1)), Result);
        Assert.That((result.BlockCode, result.Failures.Single().Kind), Is.EqualTo(("invalid", GuardrailFailureKind.Invalid)));
        Assert.That(result.Failures.Single().Exception, Is.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task An_undeclared_kind_is_an_invalid_answer()
    {
        var result = await PluginTest.RunAsync(new TextProbe((in _, findings) => findings.Add(new("x", "y"), 0, 1)), Result);
        Assert.That(result.Failures.Single().Kind, Is.EqualTo(GuardrailFailureKind.Invalid));
    }

    [TestCase("block", true)]
    [TestCase("pass", false)]
    public async Task A_text_guardrail_that_does_not_return_is_given_up(string onFailure, bool isBlocked)
    {
        using var isOver = new ManualResetEventSlim();
        var stuck = new TextProbe((in _, _) => isOver.Wait());
        var result = await PluginTest.RunAsync(stuck, Result, new { timeout = 50, onFailure });
        isOver.Set();
        Assert.That((result.IsBlocked, result.Failures.Single().Kind), Is.EqualTo((isBlocked, GuardrailFailureKind.Timeout)));
    }

    [Test]
    public async Task A_message_guardrail_that_does_not_answer_is_given_up()
    {
        var silent = new MessageProbe(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Verdict.Pass;
        });
        var result = await PluginTest.RunAsync(silent, Result, """{"timeout":"00:00:00.05"}""");
        Assert.That((result.BlockCode, result.Failures.Single().Kind), Is.EqualTo(("timeout", GuardrailFailureKind.Timeout)));
    }

    [Test]
    public async Task A_message_guardrail_that_throws_is_told_with_its_exception()
    {
        var result = await PluginTest.RunAsync(new MessageProbe((_, _) => throw new TimeZoneNotFoundException()), Result);
        Assert.That(result.Failures.Single().Exception, Is.TypeOf<TimeZoneNotFoundException>());
    }

    [Test]
    public async Task No_verdict_is_an_invalid_answer()
    {
        var result = await PluginTest.RunAsync(new MessageProbe((_, _) => new((Verdict)null!)), Result);
        Assert.That(result.BlockCode, Is.EqualTo("invalid"));
    }

    [Test]
    public async Task A_block_by_the_plugin_is_no_failure_whatever_its_code()
    {
        var result = await PluginTest.RunAsync(new MessageProbe(_ => Verdict.Block("because", "timeout")), Result);
        Assert.That((result.IsBlocked, result.Failures.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task A_failure_is_told_with_its_own_message_only()
    {
        var isFirst = true;
        using var pipeline = new TestPipeline().Add(new TextProbe((in _, _) =>
        {
            if (isFirst) throw new FormatException();
        }));
        Assert.That((await pipeline.SendAsync(Result)).Failures, Has.Count.EqualTo(1));
        isFirst = false;
        Assert.That((await pipeline.SendAsync(Result)).Failures, Is.Empty);
    }

    [Test]
    public void A_message_that_is_given_up_reaches_a_guardrail_that_waits()
    {
        using var end = new CancellationTokenSource();
        var waiting = new MessageProbe(async (_, cancellationToken) =>
        {
            await end.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Verdict.Pass;
        });
        Assert.That(() => PluginTest.RunAsync(waiting, Result, cancellationToken: end.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
