using Gateway.Core.Protocol;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

public sealed partial record TestMessage
{
    /// <summary>A call of a tool.</summary>
    /// <example><code>TestMessage.ToolCall("read", new { path = "notes.txt" })</code></example>
    public static TestMessage ToolCall(string tool, object? arguments = null) =>
        Call(Methods.ToolsCall, $$"""{"name":{{TestJson.Quote(tool)}},"arguments":{{TestJson.Of(arguments, "the arguments")}}}""", Direction.ToServer) with { Tool = tool };

    /// <summary>A tool's result with one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isError">Whether the tool says that it failed.</param>
    /// <example><code>TestMessage.ToolResult("the text")</code></example>
    public static TestMessage ToolResult(string text, bool isError = false)
    {
        var end = isError ? ",\"isError\":true" : "";
        return Answer(Methods.ToolsCall, "result", $$"""{"content":[{{Block(text)}}]{{end}}}""", Direction.ToClient);
    }

    /// <summary>A tool's result with structured content.</summary>
    /// <param name="structured">The object.</param>
    /// <param name="text">The text beside it; none when empty.</param>
    /// <param name="outputSchema">The schema that the tool declares; none when null.</param>
    /// <example><code>TestMessage.StructuredResult(new { password = "hunter2" })</code></example>
    public static TestMessage StructuredResult(object structured, string text = "", object? outputSchema = null)
    {
        var content = text.Length == 0 ? "" : Block(text);
        return Answer(Methods.ToolsCall, "result", $$"""{"content":[{{content}}],"structuredContent":{{TestJson.Of(structured, "the structured content")}}}""", Direction.ToClient)
            with { OutputSchema = outputSchema is null ? null : TestJson.Of(outputSchema, "the output schema") };
    }

    /// <summary>One tool of a server's listing. The gateway judges tools one by one, and withholds a blocked one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What the model reads of it.</param>
    /// <param name="inputSchema">The schema of its arguments; any object when null.</param>
    /// <param name="outputSchema">The schema of its structured content; none when null.</param>
    /// <example><code>TestMessage.ListedTool("read", "Reads a file", new { type = "object" })</code></example>
    public static TestMessage ListedTool(string name, string description = "", object? inputSchema = null, object? outputSchema = null)
    {
        var output = outputSchema is null ? "" : $",\"outputSchema\":{TestJson.Of(outputSchema, "the output schema")}";
        var schema = inputSchema is null ? """{"type":"object"}""" : TestJson.Of(inputSchema, "the input schema");
        return new TestMessage($$"""{"name":{{TestJson.Quote(name)}},"description":{{TestJson.Quote(description)}},"inputSchema":{{schema}}{{output}}}""", Methods.ToolsList, Direction.ToClient, isAnswer: true)
            with { IsListedTool = true };
    }

    private static string Block(string text) => $$"""{"type":"text","text":{{TestJson.Quote(text)}}}""";
}
