using System.Net.Sockets;
using System.Text;

namespace Gateway.Core.Tests.Servers.Remote.Serving;

/// <summary>A test's way to answer a request: right, wrong, in pieces, or by cutting the line.</summary>
public sealed class HttpReply(NetworkStream stream, CancellationToken end)
{
    /// <summary>Cancelled when the test is over.</summary>
    public CancellationToken End => end;

    public bool IsCut { get; private set; }

    public Task JsonAsync(string json, int status = 200, params string[] headers) => WholeAsync(status, "application/json", json, headers);

    public Task EmptyAsync(int status, params string[] headers) => RawAsync($"HTTP/1.1 {status} X\r\n{Lines(headers)}Content-Length: 0\r\n\r\n");

    public Task WholeAsync(int status, string type, string body, params string[] headers) =>
        RawAsync($"HTTP/1.1 {status} X\r\n{Lines(headers)}Content-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public Task BeginEventsAsync(params string[] headers) =>
        RawAsync($"HTTP/1.1 200 OK\r\n{Lines(headers)}Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

    public Task EventAsync(string data, string? id = null, string? type = null, int? retry = null) => ChunkAsync(
        (id is null ? "" : $"id: {id}\n") + (type is null ? "" : $"event: {type}\n") + (retry is null ? "" : $"retry: {retry}\n") + $"data: {data}\n\n");

    /// <summary>A piece of a stream, as it is.</summary>
    public Task ChunkAsync(string text) => RawAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    public Task EndEventsAsync() => RawAsync("0\r\n\r\n");

    public Task RawAsync(string text) => RawAsync(Encoding.UTF8.GetBytes(text));

    public async Task RawAsync(byte[] bytes) => await stream.WriteAsync(bytes, end);

    /// <summary>Ends the connection in the middle of whatever was said.</summary>
    public void Cut() => IsCut = true;

    /// <summary>Returns when the other side has closed the connection.</summary>
    public async Task AwaitClosedAsync()
    {
        var one = new byte[1];
        try
        {
            if (await stream.ReadAsync(one, end) == 0) return;
        }
        catch (IOException)
        {
            return;
        }

        throw new InvalidDataException("another request came on a connection that should be closed");
    }

    private static string Lines(string[] headers) => string.Concat(headers.Select(header => header + "\r\n"));
}
