using System.Text.Json;
using Gateway.Testing.Guarding;
using Gateway.Testing.Harness;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>Starts a real gateway with plugins and servers of the test: in this process, or as one of its own.</summary>
/// <example><code>
/// var server = new TestServer("files").Tool("read", _ => "my house-1234");
/// await using var gateway = await new GatewayHarness()
///     .With(server)
///     .With(new HouseGuardrail(PluginTest.Context()))
///     .StartAsync();
/// var answer = await gateway.CallAsync("files_read");
/// // answer.Text == "my &lt;HOUSE_KEY&gt;"
/// </code></example>
public sealed class GatewayHarness
{
    private readonly HarnessParts _parts = new();

    /// <summary>Adds a server in memory.</summary>
    public GatewayHarness With(TestServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        _parts.Servers.Add(server);
        return this;
    }

    /// <summary>Adds a guardrail that the test has made; it stays the test's to dispose.</summary>
    /// <param name="guardrail">The guardrail, with the options that its constructor was given.</param>
    /// <param name="policy">What would stand under its name in the configuration: <c>actions</c>, <c>onFailure</c>, <c>timeout</c>; JSON text or an object.</param>
    /// <param name="name">Its name; null takes that of its attribute, or of its class.</param>
    /// <example><code>harness.With(guardrail, """{"actions":{"*":"block"}}""")</code></example>
    public GatewayHarness With(IGuardrail guardrail, object? policy = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(guardrail);
        _parts.Instances.Add(new(guardrail, policy, name));
        return this;
    }

    /// <summary>Adds a tracer that the test has made, such as a <see cref="TestTracer"/>; it stays the test's to dispose.</summary>
    public GatewayHarness With(ITracer tracer)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        _parts.Instances.Add(new(tracer, null, null));
        return this;
    }

    /// <summary>Adds a built plugin, loaded by the real loader into a load context of its own.</summary>
    /// <param name="folder">A plugins folder, as for <c>--plugins-dir</c>: it holds <c>NAME/NAME.dll</c> or a bare <c>X.dll</c>.</param>
    /// <param name="name">The name of its guardrail, its tracer, or both.</param>
    /// <param name="configuration">What stands under its name in the configuration: <c>options</c>, <c>actions</c>, <c>onFailure</c>, <c>timeout</c>; JSON text or an object.</param>
    /// <example><code>
    /// harness.WithPlugin("/home/me/house/plugins", "house", """{"options":{"prefix":"key-"}}""");
    /// </code></example>
    public GatewayHarness WithPlugin(string folder, string name, object? configuration = null)
    {
        _parts.Built.Add(new(Path.GetFullPath(folder), name, TestJson.Of(configuration, $"the configuration of {name}")));
        return this;
    }

    /// <summary>Adds a server that is a program.</summary>
    /// <example><code>harness.WithServer("notes", "npx", "-y", "some-notes-server")</code></example>
    public GatewayHarness WithServer(string name, string command, params IReadOnlyList<string> arguments)
    {
        _parts.Programs.Add(new() { Name = name, Command = command, Arguments = arguments });
        return this;
    }

    /// <summary>The gateway's settings, as under <c>settings</c> in the configuration; JSON text or an object.</summary>
    /// <example><code>
    /// harness.WithSettings(new { toolNames = "plain" });
    /// </code></example>
    public GatewayHarness WithSettings(object settings)
    {
        _parts.Settings = TestJson.Of(settings, "the settings");
        return this;
    }

    /// <summary>Lets the client answer a request of a server, such as <c>sampling/createMessage</c>; it declares that it can.</summary>
    /// <param name="method">The method.</param>
    /// <param name="answer">From the parameters to the answer, such as <see cref="TestMessage.SamplingResult"/>.</param>
    /// <example><code>harness.Answering("sampling/createMessage", _ => TestMessage.SamplingResult("It is short"))</code></example>
    public GatewayHarness Answering(string method, Func<JsonElement, TestMessage> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _parts.Answers[method] = answer;
        return this;
    }

    /// <summary>Starts it in this process and opens the session.</summary>
    /// <exception cref="PluginTestException">A plugin, a policy or a setting cannot be used; the message is the gateway's own.</exception>
    public Task<RunningGateway> StartAsync(CancellationToken cancellationToken = default) =>
        TestConfiguration.Sentence(() => InProcessGateway.Start(_parts)).InitializeAsync(cancellationToken);

    /// <summary>Starts <c>mcp-gateway</c> as a process with a home of its own, and opens the session.</summary>
    /// <remarks>
    /// Plugins must be built ones, and servers programs: another process cannot run a test's objects. Without a server there is
    /// <c>sample</c>, the gateway's own sample server, whose tools are <c>sample_echo</c> (returns its <c>text</c>) and <c>sample_fail</c>.
    /// </remarks>
    /// <param name="program">The path of <c>mcp-gateway</c>, or of its DLL; null looks for it on the PATH, then in <c>~/.dotnet/tools</c>.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="PluginTestException">The program is not there, or it did not start; the message has what it logged.</exception>
    /// <example><code>
    /// await using var gateway = await new GatewayHarness().WithPlugin(folder, "house").StartProcessAsync();
    /// var answer = await gateway.CallAsync("sample_echo", new { text = "house-1234" });
    /// </code></example>
    public Task<RunningGateway> StartProcessAsync(string? program = null, CancellationToken cancellationToken = default) =>
        ProcessGateway.Start(_parts, GatewayProgram.Find(program)).InitializeAsync(cancellationToken);
}
