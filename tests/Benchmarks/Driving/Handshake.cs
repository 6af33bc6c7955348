using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Driving;

/// <summary>initialize, then tools/list until the tools of all children are there.</summary>
internal static class Handshake
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <returns>When the listing with the last missing tool arrived, as a time stamp of <see cref="Stopwatch"/>.</returns>
    public static long Run(Session session, IReadOnlyCollection<string> tools)
    {
        session.Limit(Limit);
        try
        {
            Ask(session, "initialize",
                """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"benchmarks","version":"1"}}""", out _).Dispose();
            session.Write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"u8);
            var arrived = AwaitTools(session, [.. tools]);
            session.Unlimit();
            return arrived;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BenchmarkException($"its answers are not those of an MCP server: {error.Message}");
        }
    }

    private static long AwaitTools(Session session, HashSet<string> missing)
    {
        string? cursor = null;
        while (true)
        {
            using var answer = Ask(session, "tools/list", cursor is null ? "{}" : $$"""{"cursor":{{cursor}}}""", out var arrived);
            var result = answer.RootElement.GetProperty("result");
            missing.ExceptWith(result.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString() ?? ""));
            if (missing.Count == 0)
            {
                return arrived;
            }

            cursor = result.TryGetProperty("nextCursor", out var next) ? next.GetRawText() : null;
            if (cursor is null)
            {
                session.ThrowIfOverdue($"tools/list still lacks {missing.Count} tools, for one {missing.First()}");
                Thread.Sleep(1); // a gateway may list late children later
            }
        }
    }

    private static JsonDocument Ask(Session session, string method, string parameters, out long arrived)
    {
        var id = session.NextId();
        session.Write(Encoding.UTF8.GetBytes(
            $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""" + "\n"));
        while (true)
        {
            var frame = session.Read();
            arrived = Stopwatch.GetTimestamp();
            var document = JsonDocument.Parse(frame.ToArray());
            var answer = document.RootElement;
            if (!answer.TryGetProperty("method", out _) && answer.TryGetProperty("id", out var its) && its.GetRawText() == $"{id}")
            {
                return answer.TryGetProperty("result", out _)
                    ? document
                    : throw new BenchmarkException($"answers {method} with {answer.GetRawText()}");
            }

            document.Dispose();
        }
    }
}
