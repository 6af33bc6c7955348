using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Core.Tests.Servers.Remote.Serving;

/// <summary>An HTTP server of the test's own, which can also do what no HTTP library lets a server do.</summary>
public class HttpServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentQueue<HttpRequest> _received = new();
    private readonly ConcurrentBag<TcpClient> _connections = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Func<HttpRequest, HttpReply, Task> _answer;

    /// <param name="answer">What is done with a request.</param>
    /// <param name="port">Where; 0 is any.</param>
    public HttpServer(Func<HttpRequest, HttpReply, Task> answer, int port = 0)
    {
        _listener = new(IPAddress.Loopback, port);
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Origin => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public HttpRequest[] Received => [.. _received];

    /// <summary>Waits until a request like this has come.</summary>
    public async Task<HttpRequest> AwaitAsync(string summary, int count = 1)
    {
        for (var left = 3000; left > 0; left--)
        {
            if (_received.Where(request => request.Summary == summary).Skip(count - 1).FirstOrDefault() is { } found) return found;
            await Task.Delay(10);
        }

        throw new TimeoutException($"no {summary}; there came: {string.Join(", ", _received.Select(request => request.Summary))}");
    }

    /// <summary>Cuts all connections.</summary>
    public void CutAll()
    {
        foreach (var connection in _connections) connection.Dispose();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        CutAll();
        GC.SuppressFinalize(this);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptTcpClientAsync(_end.Token);
                connection.NoDelay = true;
                _connections.Add(connection);
                _ = ServeAsync(connection);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        try
        {
            var stream = connection.GetStream();
            while (await ReadAsync(stream) is { } request)
            {
                _received.Enqueue(request);
                var reply = new HttpReply(stream, _end.Token);
                await _answer(request, reply);
                if (reply.IsCut) break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the test is over.
        }
        finally
        {
            connection.Dispose();
        }
    }

    private async Task<HttpRequest?> ReadAsync(NetworkStream stream)
    {
        if (await ReadUntilAsync(stream, "\r\n\r\n") is not { } head) return null;
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).ToDictionary(line => line[..line.IndexOf(':')], line => line[(line.IndexOf(':') + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = headers.ContainsKey("Transfer-Encoding") ? await ReadChunksAsync(stream) : await ReadBytesAsync(stream, int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture));
        var words = lines[0].Split(' ');
        return new(words[0], words[1], headers, Encoding.UTF8.GetString(body));
    }

    private async Task<byte[]> ReadChunksAsync(NetworkStream stream)
    {
        var body = new List<byte>();
        while (await ReadUntilAsync(stream, "\r\n") is { } size)
        {
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange((await ReadBytesAsync(stream, length + 2))[..length]);
            if (length == 0) break;
        }

        return [.. body];
    }

    private async Task<byte[]> ReadBytesAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }

    private async Task<string?> ReadUntilAsync(NetworkStream stream, string end)
    {
        var read = new StringBuilder();
        var one = new byte[1];
        while (read.Length < end.Length || read.ToString(read.Length - end.Length, end.Length) != end)
        {
            if (await stream.ReadAsync(one, _end.Token) == 0) return null;
            read.Append((char)one[0]);
        }

        return read.ToString(0, read.Length - end.Length);
    }
}
