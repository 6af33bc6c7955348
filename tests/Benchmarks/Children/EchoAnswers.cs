using System.Text;
using System.Text.Json;

namespace Benchmarks.Children;

/// <summary>What the .NET children answer: everything behind the id, without a line end.</summary>
internal sealed class EchoAnswers(IReadOnlyList<string> tools)
{
    private readonly Dictionary<int, byte[]> _calls = [];

    public byte[] To(string? method, JsonElement request) => method switch
    {
        "initialize" => Encoding.UTF8.GetBytes(Initialize(request)),
        "tools/list" => Encoding.UTF8.GetBytes(List()),
        "tools/call" => Call(request.GetProperty("params").GetProperty("arguments").GetProperty("size").GetInt32()),
        "ping" => ",\"result\":{}}"u8.ToArray(),
        _ => ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}"u8.ToArray(),
    };

    private static string Initialize(JsonElement request)
    {
        var version = request.GetProperty("params").GetProperty("protocolVersion").GetRawText();
        return $",\"result\":{{\"protocolVersion\":{version},\"capabilities\":{{\"tools\":{{}}}},\"serverInfo\":{{\"name\":\"echo\",\"version\":\"1\"}}}}}}";
    }

    private string List()
    {
        var entries = tools.Select(name => $"{{\"name\":\"{name}\"," + """
            "description":"Answers a text of the wanted size.","inputSchema":{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]},"annotations":{"readOnlyHint":true,"openWorldHint":false}}
            """);
        return $",\"result\":{{\"tools\":[{string.Join(',', entries)}]}}}}";
    }

    // Built once a size: the child must not be the bottleneck.
    private byte[] Call(int size)
    {
        lock (_calls)
        {
            if (!_calls.TryGetValue(size, out var answer))
            {
                answer = Encoding.UTF8.GetBytes($",\"result\":{{\"content\":[{{\"type\":\"text\",\"text\":\"{PayloadText.Take(size)}\"}}],\"isError\":false}}}}");
                _calls.Add(size, answer);
            }

            return answer;
        }
    }
}
