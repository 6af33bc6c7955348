using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;
using Gateway.Testing.Guarding;
using Gateway.Testing.Logging;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>The gateway's real pipeline with the guardrails of one test: messages are walked, masked, blocked and failed as in a gateway.</summary>
/// <remarks>
/// A guardrail gets the name, directions and order of its <see cref="GuardrailAttribute"/>. Without a <c>timeout</c> in its policy it has a
/// minute, so that no test depends on how fast the machine is. Messages go through one at a time.
/// </remarks>
/// <example><code>
/// using var pipeline = new TestPipeline()
///     .Add(new HouseGuardrail(PluginTest.Context()))
///     .Add(new OtherGuardrail(), """{"actions":{"*":"report"},"onFailure":"pass"}""");
/// var result = await pipeline.SendAsync(TestMessage.ToolResult("my house-1234"));
/// </code></example>
public sealed class TestPipeline : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<PluginInstance> _guardrails = [];
    private readonly ThrownExceptions _thrown = new();
    private readonly CapturedLog _log = new();
    private readonly ShownPlaceholders _shown = new();
    private readonly SemaphoreSlim _turn = new(1);
    private GuardrailPipeline? _pipeline;

    /// <summary>Puts one more guardrail into it; only before the first message.</summary>
    /// <param name="guardrail">The guardrail; it stays the test's to dispose.</param>
    /// <param name="policy">What would stand under its name in the configuration: <c>actions</c>, <c>onFailure</c>, <c>timeout</c>; JSON text or an object.</param>
    /// <param name="name">Its name; null takes that of its attribute, or of its class.</param>
    /// <returns>This pipeline.</returns>
    /// <exception cref="PluginTestException">The policy is no JSON, holds options, or the name is taken.</exception>
    public TestPipeline Add(IGuardrail guardrail, object? policy = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(guardrail);
        if (_pipeline is not null) throw new PluginTestException("a guardrail is added after the first message; add them all before it");
        var plugin = new PluginInstance(guardrail, policy, name);
        if (_guardrails.Exists(other => other.Name.Equals(plugin.Name, StringComparison.OrdinalIgnoreCase))) throw new PluginTestException($"two guardrails have the name '{plugin.Name}'; give one another name");
        _guardrails.Add(plugin);
        return this;
    }

    /// <summary>Sends one message through and waits until every guardrail has spoken.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives the message up, as a cancelled call does: guardrails that wait get it.</param>
    /// <exception cref="PluginTestException">A policy cannot be used, a guardrail declares its kinds wrongly, or the message is none.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<GuardedMessage> SendAsync(TestMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var pipeline = _pipeline ??= Build();
            _log.Clear();
            var passage = Passage(message);
            passage.Cancellation = cancellationToken;
            var hasPassed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            passage.Next = _ => hasPassed.SetResult();
            await Task.Run(() => pipeline.PassDetached(passage), CancellationToken.None).ConfigureAwait(false);
            await hasPassed.Task.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new PassedMessage(message, passage, _log.Entries, _thrown, pipeline).Read();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops its watch over slow guardrails. The guardrails themselves stay the test's.</summary>
    public void Dispose()
    {
        _pipeline?.Watchdog.Dispose();
        _turn.Dispose();
    }

    private GuardrailPipeline Build()
    {
        var configuration = TestConfiguration.Read(_guardrails.Select(plugin => KeyValuePair.Create(plugin.Name, plugin.Policy)));
        configuration = configuration with { Settings = configuration.Settings with { TextGuardrailTimeout = Patience, MessageGuardrailTimeout = Patience } };
        return TestConfiguration.Sentence(() => GuardrailSetup.Build([.. _guardrails.Select(plugin => plugin.Loaded(_thrown))], configuration, TimeProvider.System, _log));
    }

    // As routing does for messages of its kind.
    private Passage Passage(TestMessage message)
    {
        var bytes = Encoding.UTF8.GetBytes(message.Json);
        var frame = Frame.Of(bytes);
        if (message.IsListedTool) return With(GuardrailPipeline.Detached(frame, new(0, bytes.Length), message.Info, Places.Tool), message);
        if (EnvelopeReader.Read(frame, GatewayDefaults.MaxDepth) is var fault and not FrameFault.None) throw new PluginTestException($"the gateway refuses such a message: {fault.Sentence()}");
        var method = Methods.Parse(JsonText.Quote(message.Method));
        var info = new MessageInfo { Direction = message.Direction, Method = method, Server = message.Server, Tool = message.Tool, Session = message.Session, IsAnswer = message.IsAnswer };
        return With(GuardrailPipeline.Detached(frame, frame.Envelope.Payload, info, Places.Of(frame.Envelope.Kind, method)), message);
    }

    private Passage With(Passage passage, TestMessage message)
    {
        passage.Observer = new();
        passage.Shown = message.Direction == Direction.ToClient ? _shown : null;
        passage.OutputSchema = message.OutputSchema is { } schema ? new(Encoding.UTF8.GetBytes(schema)) : null;
        return passage;
    }
}
