using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Testing.Harness;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>An MCP server in memory, for one <see cref="GatewayHarness"/>: its tools are lambdas, and it keeps all that it receives.</summary>
/// <example><code>
/// var server = new TestServer("files")
///     .Tool("read", arguments => "the text of " + arguments.GetProperty("path"))
///     .Tool(TestMessage.ListedTool("stat", "Tells the size"), _ => TestMessage.StructuredResult(new { size = 7 }));
/// </code></example>
/// <param name="name">Its name in the configuration; clients see its tools as <c>name_tool</c>.</param>
public sealed class TestServer(string name = "test")
{
    private readonly Dictionary<string, (TestMessage Listed, Func<JsonElement, TestMessage> Answer)> _tools = [];
    private readonly Dictionary<string, Func<JsonElement, TestMessage>> _others = [];
    private readonly ConcurrentQueue<WireMessage> _received = new();
    private ServerLines? _lines;

    /// <summary>Its name in the configuration.</summary>
    public string Name { get; } = name;

    /// <summary>All that it received, the gateway's handshake included.</summary>
    public IReadOnlyList<WireMessage> Received => [.. _received];

    /// <summary>The arguments of every call of a tool that reached it.</summary>
    /// <example><code>var path = server.CallsOf("read").Single().GetProperty("path").GetString();</code></example>
    public IReadOnlyList<JsonElement> CallsOf(string tool) =>
    [
        .. _received.Where(message => message.Method == "tools/call" && ContentText.Member(message.Parameters, "name").ValueEquals(tool))
            .Select(message => ContentText.Member(message.Parameters, "arguments")),
    ];

    /// <summary>Offers a tool that answers with a text. What it throws is its error.</summary>
    /// <example><code>server.Tool("read", arguments => "the text")</code></example>
    public TestServer Tool(string tool, Func<JsonElement, string> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Tool(TestMessage.ListedTool(tool), arguments => TestMessage.ToolResult(text(arguments)));
    }

    /// <summary>Offers a tool with a description and schemas of its own that answers with any result or error.</summary>
    /// <param name="listed">Its entry of the listing: <see cref="TestMessage.ListedTool"/>.</param>
    /// <param name="result">From the arguments to the result, such as <see cref="TestMessage.StructuredResult"/>.</param>
    /// <example><code>server.Tool(TestMessage.ListedTool("stat", "Tells the size"), _ => TestMessage.StructuredResult(new { size = 7 }))</code></example>
    public TestServer Tool(TestMessage listed, Func<JsonElement, TestMessage> result)
    {
        ArgumentNullException.ThrowIfNull(listed);
        ArgumentNullException.ThrowIfNull(result);
        if (!listed.IsListedTool) throw new PluginTestException("a tool is described by TestMessage.ListedTool");
        _tools[TestJson.Parse(listed.Json).GetProperty("name").GetString()!] = (listed, result);
        return this;
    }

    /// <summary>Answers any other request, such as <c>resources/read</c>. With one server only, the gateway passes those on.</summary>
    /// <param name="method">The method.</param>
    /// <param name="result">From the parameters to the result.</param>
    /// <example><code>server.On("resources/read", _ => TestMessage.ResourceContents("file:///a", "the text"))</code></example>
    public TestServer On(string method, Func<JsonElement, TestMessage> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _others[method] = result;
        return this;
    }

    /// <summary>Sends a notification or a request of its own to the client.</summary>
    /// <exception cref="PluginTestException">No gateway listens to it.</exception>
    /// <example><code>server.Send(TestMessage.LogMessage(new { line = "started" }))</code></example>
    public void Send(TestMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_lines is not { } lines) throw new PluginTestException($"no gateway has started the server '{Name}' yet; add it to a GatewayHarness and start that");
        lines.Write(message.Json);
    }

    /// <summary>Serves one gateway until it closes its end.</summary>
    internal async Task ServeAsync(ServerLines lines)
    {
        _lines = lines;
        using (lines)
        {
            while (await lines.ReadAsync().ConfigureAwait(false) is { } line)
            {
                var message = new WireMessage(line);
                _received.Enqueue(message);
                if (message is not { Method: { } method, Id: { } id }) continue;
                // A tool may take its time, and others must not wait for it.
                if (method == "tools/call") _ = Task.Run(() => lines.Write(Answer(method, message.Parameters, id)));
                else lines.Write(Answer(method, message.Parameters, id));
            }
        }
    }

    private string Answer(string method, JsonElement parameters, string id) => LambdaAnswer.To(id, method, () => method switch
    {
        "initialize" => Introduction(parameters),
        "ping" => TestMessage.Result(method, "{}"),
        "tools/list" => TestMessage.Result(method, $$"""{"tools":[{{string.Join(",", _tools.Values.Select(tool => tool.Listed.Json))}}]}"""),
        "tools/call" when _tools.TryGetValue(ContentText.Member(parameters, "name").GetString() ?? "", out var tool) => tool.Answer(ContentText.Member(parameters, "arguments")),
        _ when _others.TryGetValue(method, out var answer) => answer(parameters),
        _ => TestMessage.Error("Method not found", code: -32601, method: method),
    });

    private TestMessage Introduction(JsonElement parameters) => TestMessage.Result("initialize", new
    {
        protocolVersion = ContentText.Member(parameters, "protocolVersion").GetString(),
        capabilities = new { tools = new { }, resources = new { }, prompts = new { }, logging = new { } },
        serverInfo = new { name = Name, version = "1" },
    });
}
