using Gateway.Core.Protocol;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

public sealed partial record TestMessage
{
    /// <summary>A server's note on how far a call is.</summary>
    /// <example><code>TestMessage.Progress("half done")</code></example>
    public static TestMessage Progress(string message) =>
        Notification(Methods.Progress, $$"""{"progressToken":1,"progress":1,"message":{{TestJson.Quote(message)}}}""") with { Tool = "test" };

    /// <summary>A server's log line; <paramref name="data"/> is JSON text or an object.</summary>
    /// <example><code>TestMessage.LogMessage(new { line = "started" })</code></example>
    public static TestMessage LogMessage(object data, string level = "info") =>
        Notification(Methods.LogMessage, $$"""{"level":{{TestJson.Quote(level)}},"data":{{TestJson.Of(data, "the data")}}}""");

    /// <summary>The client reads a resource.</summary>
    /// <example><code>TestMessage.ResourceRead("file:///notes.txt")</code></example>
    public static TestMessage ResourceRead(string uri) => Request(Methods.ResourcesRead, $$"""{"uri":{{TestJson.Quote(uri)}}}""");

    /// <summary>The text of a resource that was read.</summary>
    /// <example><code>TestMessage.ResourceContents("file:///notes.txt", "the text")</code></example>
    public static TestMessage ResourceContents(string uri, string text, string mimeType = "text/plain") =>
        Result(Methods.ResourcesRead, $$"""{"contents":[{"uri":{{TestJson.Quote(uri)}},"mimeType":{{TestJson.Quote(mimeType)}},"text":{{TestJson.Quote(text)}}}]}""");

    /// <summary>The same as base64; the gateway looks into it when the MIME type is that of a text.</summary>
    /// <example><code>TestMessage.ResourceBlob("file:///notes.txt", "the text"u8, "text/plain")</code></example>
    public static TestMessage ResourceBlob(string uri, ReadOnlySpan<byte> bytes, string mimeType) =>
        Result(Methods.ResourcesRead, $$"""{"contents":[{"uri":{{TestJson.Quote(uri)}},"mimeType":{{TestJson.Quote(mimeType)}},"blob":"{{Convert.ToBase64String(bytes)}}"}]}""");

    /// <summary>The client asks for a prompt.</summary>
    /// <example><code>TestMessage.PromptGet("greet", new { name = "Ada" })</code></example>
    public static TestMessage PromptGet(string name, object? arguments = null) =>
        Request(Methods.PromptsGet, $$"""{"name":{{TestJson.Quote(name)}},"arguments":{{TestJson.Of(arguments, "the arguments")}}}""");

    /// <summary>A prompt with one message.</summary>
    /// <example><code>TestMessage.PromptMessage("Hello Ada")</code></example>
    public static TestMessage PromptMessage(string text, string role = "user") =>
        Result(Methods.PromptsGet, $$"""{"messages":[{"role":{{TestJson.Quote(role)}},"content":{{Block(text)}}}]}""");

    /// <summary>A server asks the client's model.</summary>
    /// <example><code>TestMessage.SamplingRequest("Summarise this")</code></example>
    public static TestMessage SamplingRequest(string text) =>
        ServerRequest(Methods.SamplingCreateMessage, $$"""{"messages":[{"role":"user","content":{{Block(text)}}}],"maxTokens":100}""");

    /// <summary>What the client's model said.</summary>
    /// <example><code>TestMessage.SamplingResult("It is short")</code></example>
    public static TestMessage SamplingResult(string text) =>
        ClientResult(Methods.SamplingCreateMessage, $$"""{"role":"assistant","model":"test","content":{{Block(text)}}}""");

    /// <summary>A server asks the user.</summary>
    /// <example><code>TestMessage.ElicitationRequest("Which city?")</code></example>
    public static TestMessage ElicitationRequest(string message, object? requestedSchema = null)
    {
        var schema = requestedSchema is null ? """{"type":"object","properties":{}}""" : TestJson.Of(requestedSchema, "the requested schema");
        return ServerRequest(Methods.ElicitationCreate, $$"""{"message":{{TestJson.Quote(message)}},"requestedSchema":{{schema}}}""");
    }

    /// <summary>What the user typed.</summary>
    /// <example><code>TestMessage.ElicitationResult(new { city = "Paris" })</code></example>
    public static TestMessage ElicitationResult(object content) =>
        ClientResult(Methods.ElicitationCreate, $$"""{"action":"accept","content":{{TestJson.Of(content, "the content")}}}""");
}
