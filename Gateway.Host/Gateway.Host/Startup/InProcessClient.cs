using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Host.Startup;

/// <summary>The commands' own MCP client: it speaks to a session over pipes in memory, so its calls take the same way as anybody's.</summary>
internal sealed class InProcessClient : IDisposable
{
    private readonly Pipe _toGateway = new();
    private readonly Pipe _fromGateway = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly StreamReader _answers;
    private readonly Stream _requests;
    private int _lastId;

    public InProcessClient()
    {
        _answers = new(_fromGateway.Reader.AsStream(), Encoding.UTF8);
        _requests = _toGateway.Writer.AsStream();
    }

    /// <summary>The session's way to it.</summary>
    public IClientConnection Connection => new StreamClient(_toGateway.Reader.AsStream(), new StreamByteWriter(_fromGateway.Writer.AsStream()));

    public void Dispose()
    {
        _answers.Dispose();
        _requests.Dispose();
    }

    public void Initialize()
    {
        var parameters = $$$"""{"protocolVersion":"{{{ProtocolVersions.LatestLegacy}}}","capabilities":{},"clientInfo":{"name":"mcp-gateway","version":"{{{Core.Routing.GatewayVersion.Version}}}"}}""";
        Request(Methods.Initialize, parameters);
        Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    /// <summary>The whole answer: a message with <c>result</c> or <c>error</c>.</summary>
    public JsonElement Request(string method, string parameters)
    {
        var id = ++_lastId;
        Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        while (_answers.ReadLine() is { } line)
        {
            using var message = JsonDocument.Parse(line, new() { MaxDepth = int.MaxValue });
            var isAnswer = !message.RootElement.TryGetProperty("method", out _) && message.RootElement.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id;
            if (isAnswer) return message.RootElement.Clone();
        }

        throw new EndOfStreamException("the session ended before it answered");
    }

    /// <summary>The result of a tool of the gateway's own, which is one JSON text.</summary>
    public JsonElement Metadata()
    {
        var answer = Request(Methods.ToolsCall, """{"name":"get_metadata","arguments":{}}""");
        var text = answer.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;
        using var metadata = JsonDocument.Parse(text);
        return metadata.RootElement.Clone();
    }

    private void Send(string message)
    {
        _requests.Write(Encoding.UTF8.GetBytes(message + "\n"));
        _requests.Flush();
    }
}
