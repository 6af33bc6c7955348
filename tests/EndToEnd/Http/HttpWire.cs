using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>One connection, read as it comes.</summary>
internal sealed class HttpWire : IDisposable
{
    private readonly TcpClient _client;
    private readonly Stream _stream;
    private readonly BufferedStream _input;
    private bool _isChunked;
    private bool _isFirstChunk;
    private long _left;
    private Stopwatch _clock = Stopwatch.StartNew();

    public HttpWire(Uri url, int receiveBuffer = 0, X509Certificate2? server = null)
    {
        _client = new() { NoDelay = true };
        if (receiveBuffer > 0) _client.ReceiveBufferSize = receiveBuffer;
        _client.Connect(url.Host, url.Port);
        _stream = url.Scheme == Uri.UriSchemeHttps ? Secured(_client.GetStream(), url.Host, server) : _client.GetStream();
        _stream.ReadTimeout = (int)Deadline.Limit.TotalMilliseconds;
        _input = new(_stream, 16_384);
    }

    /// <summary>Of the reply that is being read.</summary>
    public int Status { get; private set; }

    /// <summary>Of the reply that is being read.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; private set; } = [];

    public int LocalPort => ((System.Net.IPEndPoint)_client.Client.LocalEndPoint!).Port; // it is connected

    /// <summary>Lines that keep a silent stream alive, so far.</summary>
    public int Comments { get; private set; }

    public void Write(string text) => Write(Encoding.Latin1.GetBytes(text));

    public void Write(byte[] bytes) => _stream.Write(bytes);

    /// <summary>Closes it as a process does that is killed: the other side gets a reset.</summary>
    public void Reset()
    {
        _client.LingerState = new(true, 0);
        _client.Close();
    }

    /// <summary>The other side has closed the connection, or closes it now.</summary>
    public bool IsClosed()
    {
        try
        {
            return _input.ReadByte() < 0;
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return true;
        }
    }

    /// <summary>Everything up to the end of the connection, whatever it is.</summary>
    public long Drain()
    {
        var bytes = 0L;
        while (!IsClosed()) bytes++;
        return bytes;
    }

    public void ReadHead()
    {
        _clock = Stopwatch.StartNew();
        var status = ReadLine();
        Status = int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new List<(string, string)>();
        while (ReadLine() is { Length: > 0 } line) headers.Add((line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()));
        Headers = headers;
        _isChunked = _isFirstChunk = Header("Transfer-Encoding") == "chunked";
        _left = Header("Content-Length") is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : 0;
    }

    /// <param name="hasBody">False for an answer to HEAD.</param>
    /// <param name="hasEnd">False for a stream that may never end: only its head is read.</param>
    public HttpReply ReadReply(bool hasBody = true, bool hasEnd = true)
    {
        ReadHead();
        if (!hasBody || (!hasEnd && Header("Content-Type") == "text/event-stream")) return new(Status, Headers, "");
        using var body = new MemoryStream();
        for (var one = ReadBody(); one >= 0; one = ReadBody()) body.WriteByte((byte)one);
        return new(Status, Headers, Encoding.UTF8.GetString(body.ToArray()));
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public ServerEvent? ReadEvent()
    {
        string? id = null, message = null;
        while (ReadBodyLine() is { } line)
        {
            if (line.StartsWith(':')) Comments++;
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) message = line[6..];
            else if (line.Length == 0 && message is not null) return new(id, message);
        }

        return null;
    }

    /// <summary>The next line of the body that is a comment.</summary>
    public void AwaitComment()
    {
        while (ReadBodyLine() is { } line)
        {
            if (!line.StartsWith(':')) continue;
            Comments++;
            return;
        }

        Assert.Fail("the stream has ended");
    }

    /// <summary>The events up to one whose message contains the text.</summary>
    public List<ServerEvent> ReadUntil(string text)
    {
        var events = new List<ServerEvent>();
        while (ReadEvent() is { } next)
        {
            events.Add(next);
            if (next.Message.Contains(text, StringComparison.Ordinal)) return events;
        }

        throw new EndOfStreamException($"the stream ended before '{text}', after {string.Join('\n', events)}");
    }

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private static SslStream Secured(NetworkStream stream, string host, X509Certificate2? server)
    {
        var secured = new SslStream(stream, false, (_, shown, _, _) => shown?.GetCertHashString() == server?.Thumbprint); // the test's own: no authority knows it
        secured.AuthenticateAsClient(host);
        return secured;
    }

    private string? ReadBodyLine()
    {
        // Comments come for ever.
        if (_clock.Elapsed > 3 * Deadline.Limit) throw new TimeoutException("the stream does not bring what is waited for");
        var line = new List<byte>();
        for (var one = ReadBody(); one != '\n'; one = ReadBody())
        {
            if (one < 0) return null;
            line.Add((byte)one);
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    private int ReadBody()
    {
        if (_left == 0 && _isChunked)
        {
            if (!_isFirstChunk) ReadLine();
            _isFirstChunk = false;
            _left = long.Parse(ReadLine(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_left == 0)
            {
                ReadLine();
                _isChunked = false;
            }
        }

        if (_left == 0) return -1;
        _left--;
        return ReadOne();
    }

    private string ReadLine()
    {
        var line = new List<byte>();
        for (var one = ReadOne(); one != '\n'; one = ReadOne()) line.Add((byte)one);
        return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
    }

    private int ReadOne()
    {
        var one = _input.ReadByte();
        return one >= 0 ? one : throw new EndOfStreamException("the gateway closed the connection");
    }
}
