using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>A message to send through guardrails. Change what is known of it with <c>with</c>.</summary>
/// <remarks>Arguments, results and parameters are JSON text or an object; an object's members are written as they are named.</remarks>
/// <example><code>
/// var call = TestMessage.ToolCall("read", new { path = "notes.txt" }) with { Server = "files" };
/// var result = TestMessage.ToolResult("the text");
/// </code></example>
public sealed partial record TestMessage
{
    private const string AnswerStart = "{\"jsonrpc\":\"2.0\",\"id\":";

    private TestMessage(string json, string method, Direction direction, bool isAnswer) =>
        (Json, Method, Direction, IsAnswer, Tool) = (json, method, direction, isAnswer, method == Core.Protocol.Methods.ToolsCall ? "test" : null);

    /// <summary>The whole message, as it stands on the wire.</summary>
    public string Json { get; }

    /// <summary>Which way it travels.</summary>
    public Direction Direction { get; }

    /// <summary>The MCP method; for an answer, that of the request it answers.</summary>
    public string Method { get; }

    /// <summary>True for a result or an error.</summary>
    public bool IsAnswer { get; }

    /// <summary>The server's name in the configuration.</summary>
    public string Server { get; init; } = "test";

    /// <summary>The tool that is called; null when none is.</summary>
    public string? Tool { get; init; }

    /// <summary>The client session.</summary>
    public string Session { get; init; } = "test";

    /// <summary>The called tool's <c>outputSchema</c> as JSON; null when it has none. A mask that breaks it turns the result into text.</summary>
    public string? OutputSchema { get; init; }

    /// <summary>What guardrails are told about it.</summary>
    public MessageInfo Info => new() { Direction = Direction, Method = Method, Server = Server, Tool = Tool, Session = Session, IsAnswer = IsAnswer };

    internal bool IsListedTool { get; private init; }

    /// <summary>The same answer to the request with this id, as it is written.</summary>
    internal string AnswerTo(string id) => IsAnswer && !IsListedTool
        ? AnswerStart + id + Json[(AnswerStart.Length + 1)..]
        : throw new PluginTestException($"{Method} is no answer; answer with a result, such as TestMessage.ToolResult, or with TestMessage.Error");

    /// <summary>Any request of the client.</summary>
    /// <example><code>TestMessage.Request("completion/complete", new { argument = new { name = "city", value = "Par" } })</code></example>
    public static TestMessage Request(string method, object? parameters = null) => Call(method, TestJson.Of(parameters, "the parameters"), Direction.ToServer);

    /// <summary>Any result of a server.</summary>
    /// <example><code>TestMessage.Result("completion/complete", new { completion = new { values = new[] { "Paris" } } })</code></example>
    public static TestMessage Result(string method, object result) => Answer(method, "result", TestJson.Of(result, "the result"), Direction.ToClient);

    /// <summary>A JSON-RPC error of a server.</summary>
    /// <param name="message">Its sentence.</param>
    /// <param name="data">Its data; none when null.</param>
    /// <param name="code">Its code.</param>
    /// <param name="method">The request that failed.</param>
    /// <example><code>TestMessage.Error("no such file", new { path = "notes.txt" })</code></example>
    public static TestMessage Error(string message, object? data = null, int code = -32603, string method = "tools/call")
    {
        var more = data is null ? "" : $",\"data\":{TestJson.Of(data, "the data")}";
        return Answer(method, "error", $$"""{"code":{{code}},"message":{{TestJson.Quote(message)}}{{more}}}""", Direction.ToClient);
    }

    /// <summary>Any request of a server to the client.</summary>
    /// <example><code>TestMessage.ServerRequest("roots/list")</code></example>
    public static TestMessage ServerRequest(string method, object? parameters = null) => Call(method, TestJson.Of(parameters, "the parameters"), Direction.ToClient);

    /// <summary>The client's answer to a request of a server.</summary>
    /// <example><code>TestMessage.ClientResult("roots/list", new { roots = new[] { new { uri = "file:///work" } } })</code></example>
    public static TestMessage ClientResult(string method, object result) => Answer(method, "result", TestJson.Of(result, "the result"), Direction.ToServer);

    /// <summary>Any notification; without a direction, of a server.</summary>
    /// <example><code>TestMessage.Notification("notifications/resources/updated", new { uri = "file:///notes.txt" })</code></example>
    public static TestMessage Notification(string method, object? parameters = null, Direction direction = Direction.ToClient) =>
        new($$"""{"jsonrpc":"2.0","method":{{TestJson.Quote(method)}},"params":{{TestJson.Of(parameters, "the parameters")}}}""", method, direction, isAnswer: false);

    private static TestMessage Call(string method, string parameters, Direction direction) =>
        new($$"""{"jsonrpc":"2.0","id":1,"method":{{TestJson.Quote(method)}},"params":{{parameters}}}""", method, direction, isAnswer: false);

    private static TestMessage Answer(string method, string member, string json, Direction direction) =>
        new($$"""{{AnswerStart}}1,"{{member}}":{{json}}}""", method, direction, isAnswer: true);
}
