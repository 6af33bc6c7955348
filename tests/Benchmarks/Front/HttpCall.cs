using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Front;

/// <summary>Calls the echo tool over one connection, by hand: an HTTP client of .NET would cost as much as what is measured.</summary>
internal sealed class HttpCall : IDisposable
{
    private readonly FrontTarget _target;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _headers;
    private readonly byte[] _buffer = new byte[4 * 1024 * 1024];
    private long _lastId;
    private int _length;

    public HttpCall(FrontTarget target, bool isGateway)
    {
        _target = target;
        _headers = $"POST {target.Address.AbsolutePath} HTTP/1.1\r\nHost: {target.Address.Authority}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
        _socket.Connect(target.Address.Host, target.Address.Port);
        var opened = Send("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"benchmarks","version":"1"}}""");
        if (isGateway)
        {
            var id = opened.Split("\r\n").First(line => line.StartsWith("Mcp-Session-Id", StringComparison.OrdinalIgnoreCase));
            _headers += id + "\r\nMCP-Protocol-Version: 2025-11-25\r\n";
        }

        Send("tools/list", "{}");
    }

    /// <summary>One call; its answer must be as long as the first one.</summary>
    public void Call(byte[] request)
    {
        _socket.Send(request);
        var length = Read(out _);
        if (_length == 0) _length = length;
        else if (length != _length) throw new BenchmarkException($"an answer of {length} bytes where {_length} were expected: {Encoding.ASCII.GetString(_buffer, 0, Math.Min(length, 300))}");
    }

    /// <summary>The same without holding a thread.</summary>
    public async Task CallAsync(byte[] request)
    {
        await _socket.SendAsync(request).ConfigureAwait(false);
        var end = 0;
        while (!IsWhole(end, out _)) end += await _socket.ReceiveAsync(_buffer.AsMemory(end)).ConfigureAwait(false) is > 0 and var count ? count : throw new BenchmarkException("it closed the connection");
    }

    /// <summary>The bytes of a call for a text of that size; its id has always as many digits.</summary>
    public byte[] Request(int size)
    {
        var body = $$$$"""{"jsonrpc":"2.0","id":{{{{10_000_000 + ++_lastId}}}},"method":"tools/call","params":{"name":"{{{{_target.Tool}}}}","arguments":{"size":{{{{size}}}}}}}""";
        return Encoding.ASCII.GetBytes($"{_headers}Content-Length: {body.Length}\r\n\r\n{body}");
    }

    public void Forget() => _length = 0;

    public void Dispose() => _socket.Dispose();

    private string Send(string method, string parameters)
    {
        var body = $$"""{"jsonrpc":"2.0","id":{{++_lastId}},"method":"{{method}}","params":{{parameters}}}""";
        _socket.Send(Encoding.ASCII.GetBytes($"{_headers}Content-Length: {body.Length}\r\n\r\n{body}"));
        var length = Read(out var headers);
        return Encoding.ASCII.GetString(_buffer, 0, headers + length);
    }

    private int Read(out int headers)
    {
        var end = 0;
        while (!IsWhole(end, out headers)) end += _socket.Receive(_buffer.AsSpan(end)) is > 0 and var count ? count : throw new BenchmarkException("it closed the connection");
        return end - headers;
    }

    private bool IsWhole(int end, out int headers)
    {
        var said = _buffer.AsSpan(0, end);
        headers = said.IndexOf("\r\n\r\n"u8) + 4;
        if (headers < 4) return false;
        if (!said.StartsWith("HTTP/1.1 200"u8)) throw new BenchmarkException($"it refuses: {Encoding.ASCII.GetString(said[..Math.Min(end, 300)])}");
        var at = said.IndexOf("Content-Length: "u8) + 16;
        if (at < 16 || at > headers) throw new BenchmarkException("the answer is a stream");
        var digits = said[at..headers];
        return end - headers >= int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
