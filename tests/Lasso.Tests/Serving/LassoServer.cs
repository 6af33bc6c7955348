using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Plugins.Lasso.Tests.Serving;

/// <summary>A server on this machine that speaks Lasso's wire format, and also what no server should.</summary>
internal sealed class LassoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly ConcurrentBag<TcpClient> _connections = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<ReceivedRequest, Task<Reply>> _answer;

    public LassoServer(Func<ReceivedRequest, Task<Reply>> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public LassoServer(Func<ReceivedRequest, Reply> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    /// <summary>Answers the requests in turn, and the last answer for ever.</summary>
    public LassoServer(params Reply[] replies)
        : this(InTurn(replies))
    {
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ReceivedRequest[] Received => [.. _received];

    public int Connections => _connections.Count;

    public ReceivedRequest Only => Received.Single();

    /// <summary>Waits until so many further requests have come.</summary>
    public async Task AwaitRequests(int count = 1)
    {
        for (var i = 0; i < count; i++) Assert.That(await _arrivals.WaitAsync(TimeSpan.FromSeconds(30)), Is.True, "no request came");
    }

    /// <summary>An address on which nobody listens.</summary>
    public static string Nobody()
    {
        using var server = new LassoServer(Reply.Clean);
        return server.Address;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        foreach (var connection in _connections) connection.Dispose();
    }

    private static Func<ReceivedRequest, Reply> InTurn(Reply[] replies)
    {
        var next = -1;
        return _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptTcpClientAsync(_end.Token);
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
                _arrivals.Release();
                var reply = await _answer(request);
                if (ReferenceEquals(reply, Reply.Never)) await Task.Delay(Timeout.Infinite, _end.Token);
                await stream.WriteAsync(reply.Bytes, _end.Token);
                if (reply.Closes) break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
        finally
        {
            connection.Dispose();
        }
    }

    private async Task<ReceivedRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0) return null;
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).ToDictionary(line => line[..line.IndexOf(':')], line => line[(line.IndexOf(':') + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _end.Token);
        return new(lines[0], headers, Encoding.UTF8.GetString(body));
    }
}
