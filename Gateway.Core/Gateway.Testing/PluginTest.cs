using Gateway.Core.Guarding;
using Gateway.Core.Tracing;
using Gateway.Testing.Contexts;
using Gateway.Testing.Finding;
using Gateway.Testing.Logging;
using Gateway.Testing.Reading;
using Gateway.Testing.Tracing;

namespace Gateway.Testing;

/// <summary>Tests of a plugin in a line each. Nothing here needs a test framework: assert with your own on what comes back.</summary>
/// <example><code>
/// var guardrail = new HouseGuardrail(PluginTest.Context(new { replacement = "HOUSE" }));
/// var found = PluginTest.Find(guardrail, "the key is house-1234");
/// // found[0].Kind == "house_key", found[0].Text == "house-1234"
/// </code></example>
public static class PluginTest
{
    private const string DefaultName = "test";

    private static readonly MessageInfo SomeResult = new() { Direction = Direction.ToClient, Method = "tools/call", Server = "test", Tool = "test", IsAnswer = true };

    /// <summary>What the gateway would give to the plugin's constructor.</summary>
    /// <param name="options">
    /// The plugin's <c>options</c>: JSON text, or an object whose members are written as options are (<c>MaxLength</c> becomes
    /// <c>max_length</c>; keys of a dictionary stay). Null: there are none.
    /// </param>
    /// <param name="name">The name that the plugin is enabled under.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="baseFolder">What relative paths in the options start from; the current folder when null.</param>
    /// <exception cref="PluginTestException">The options are no JSON object.</exception>
    /// <example><code>
    /// var context = PluginTest.Context("""{"words":["secret"]}""", name: "house");
    /// </code></example>
    public static PluginContext Context(object? options = null, string name = DefaultName, TimeProvider? time = null, string? baseFolder = null)
    {
        var policy = options is null ? "{}" : $$"""{"options":{{TestJson.OfOptions(options, "the options")}}}""";
        var configuration = TestConfiguration.Read([new(name, policy)]);
        return new()
        {
            Name = name,
            Options = configuration.Plugins[name].Options,
            BaseFolder = baseFolder ?? Environment.CurrentDirectory,
            Time = time ?? TimeProvider.System,
            Logger = new ContextLog().Add,
        };
    }

    /// <summary>What the plugin has logged so far, a line each.</summary>
    /// <param name="context">A context that <see cref="Context"/> made.</param>
    /// <exception cref="PluginTestException">The context comes from elsewhere.</exception>
    /// <example><code>
    /// var context = PluginTest.Context();
    /// _ = new HouseGuardrail(context);
    /// // PluginTest.LogOf(context) is ["5 words"]
    /// </code></example>
    public static IReadOnlyList<string> LogOf(PluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ContextLog.Of(context)?.Lines ?? throw new PluginTestException("this context was not made by PluginTest.Context, so nothing keeps its log");
    }

    /// <summary>What a text guardrail finds in one string; held to the gateway's rules for findings.</summary>
    /// <param name="guardrail">The guardrail.</param>
    /// <param name="text">The string, as a reader of the JSON would see it.</param>
    /// <param name="property">The nearest property name, such as <c>password</c>.</param>
    /// <param name="kind">What the string is in the JSON.</param>
    /// <param name="message">The message that it stands in; a tool's result when null.</param>
    /// <returns>In the order of the text; nothing is merged.</returns>
    /// <exception cref="PluginTestException">A finding is outside the text or of an undeclared kind: the gateway would apply the failure action.</exception>
    /// <example><code>
    /// var found = PluginTest.Find(guardrail, "hunter2", property: "password");
    /// </code></example>
    public static IReadOnlyList<FoundText> Find(TextGuardrail guardrail, string text, string property = "", LeafKind kind = LeafKind.Value, MessageInfo? message = null)
    {
        ArgumentNullException.ThrowIfNull(guardrail);
        ArgumentNullException.ThrowIfNull(text);
        var sink = new ListSink(text, new(guardrail));
        try
        {
            guardrail.Find(new TextLeaf(text, property, kind, message ?? SomeResult), sink);
        }
        catch (ArgumentException exception) when (sink.Fault is { } fault)
        {
            throw new PluginTestException(fault, exception);
        }
        finally
        {
            sink.IsOpen = false;
        }

        return sink.Fault is { } swallowed ? throw new PluginTestException(swallowed) : sink.Found;
    }

    /// <summary>Sends one message through the real pipeline with this guardrail in it: walk, actions, failure policy.</summary>
    /// <param name="guardrail">A text guardrail or one that looks at whole messages.</param>
    /// <param name="message">The message; see <see cref="TestMessage"/>.</param>
    /// <param name="policy">What would stand under the plugin's name in the configuration: <c>actions</c>, <c>onFailure</c>, <c>timeout</c>; JSON text or an object.</param>
    /// <param name="cancellationToken">Gives the message up, as a cancelled call does.</param>
    /// <exception cref="PluginTestException">The policy cannot be used, or the guardrail declares its kinds wrongly.</exception>
    /// <example><code>
    /// var result = await PluginTest.RunAsync(guardrail, TestMessage.ToolResult("my house-1234"), """{"actions":{"*":"block"}}""");
    /// // result.IsBlocked
    /// </code></example>
    public static async Task<GuardedMessage> RunAsync(IGuardrail guardrail, TestMessage message, object? policy = null, CancellationToken cancellationToken = default)
    {
        using var pipeline = new TestPipeline().Add(guardrail, policy);
        return await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives records to a tracer as the gateway does: from a queue of its own, in batches, its exceptions isolated, and flushed at the end.</summary>
    /// <param name="tracer">The tracer; it stays the test's to dispose.</param>
    /// <param name="records">The records, oldest first; see <see cref="TestCall"/>.</param>
    /// <returns>When the tracer has taken all of them, or after five seconds.</returns>
    /// <example><code>
    /// var run = await PluginTest.TraceAsync(tracer, new TestCall().ToRecord(), new TestCall { Outcome = "error" }.ToRecord());
    /// // run.Failures is empty; now look at what the tracer wrote
    /// </code></example>
    public static async Task<TracerRun> TraceAsync(ITracer tracer, params IReadOnlyList<CallRecord> records)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        ArgumentNullException.ThrowIfNull(records);
        var (log, watched) = (new CapturedLog(), new WatchedTracer(tracer));
        var unguarded = GuardrailSetup.Build([], TestConfiguration.Read([]), TimeProvider.System, log);
        using var watchdog = unguarded.Watchdog;
        var pump = new TracerPump(tracer.GetType().Name, watched, wantsPayloads: true, new(unguarded), log);
        foreach (var record in records) pump.Post(new ReadyCall(record));
        await pump.DisposeAsync().ConfigureAwait(false);
        return new() { Batches = watched.Batches, Failures = watched.Failures, Dropped = pump.Counters.Dropped, IsFlushed = watched.IsIdle, Log = log.Lines };
    }
}
