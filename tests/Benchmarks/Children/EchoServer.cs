using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Children;

/// <summary>What EchoServer.c does, for machines without a C compiler: slower to start, hence never compared by start-up.</summary>
internal static class EchoServer
{
    public static int Run(string[] arguments)
    {
        var settings = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
        var delay = int.Parse(settings.GetValueOrDefault("--delay", "0"), CultureInfo.InvariantCulture);
        var tools = int.Parse(settings.GetValueOrDefault("--tools", "1"), CultureInfo.InvariantCulture);

        var payloads = new Dictionary<int, byte[]>();
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        using var output = Console.OpenStandardOutput();
        while (input.ReadLine() is { } line)
        {
            using var request = JsonDocument.Parse(line);
            if (!request.RootElement.TryGetProperty("id", out var id) || !request.RootElement.TryGetProperty("method", out var method))
            {
                continue;
            }

            output.Write(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}}"""));
            output.Write(method.GetString() switch
            {
                "initialize" => Initialize(request.RootElement, delay),
                "tools/list" => Encoding.UTF8.GetBytes(Tools(tools)),
                "tools/call" => Call(request.RootElement, payloads),
                "ping" => ",\"result\":{}}\n"u8,
                _ => ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}\n"u8,
            });
            output.Flush();
        }

        return 0;
    }

    private static byte[] Initialize(JsonElement request, int delay)
    {
        Thread.Sleep(delay);
        var version = request.GetProperty("params").GetProperty("protocolVersion").GetRawText();
        return Encoding.UTF8.GetBytes(
            $",\"result\":{{\"protocolVersion\":{version},\"capabilities\":{{\"tools\":{{}}}},\"serverInfo\":{{\"name\":\"echo\",\"version\":\"1\"}}}}}}\n");
    }

    private static string Tools(int count)
    {
        var tools = Enumerable.Range(1, count).Select(number =>
            $"{{\"name\":\"{(number == 1 ? "echo" : $"echo_{number}")}\"," + """
            "description":"Answers a text of the wanted size.","inputSchema":{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]},"annotations":{"readOnlyHint":true,"openWorldHint":false}}
            """);
        return $",\"result\":{{\"tools\":[{string.Join(',', tools)}]}}}}\n";
    }

    private static byte[] Call(JsonElement request, Dictionary<int, byte[]> payloads)
    {
        var size = request.GetProperty("params").GetProperty("arguments").GetProperty("size").GetInt32();
        if (!payloads.TryGetValue(size, out var payload))
        {
            payload = Encoding.UTF8.GetBytes(
                $",\"result\":{{\"content\":[{{\"type\":\"text\",\"text\":\"{PayloadText.Take(size)}\"}}],\"isError\":false}}}}\n");
            payloads.Add(size, payload);
        }

        return payload;
    }
}
