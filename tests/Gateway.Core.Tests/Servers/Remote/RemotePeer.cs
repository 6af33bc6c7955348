using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Servers.Remote;

/// <summary>The gateway's end of the way to a remote server, without the gateway: lines out, messages in.</summary>
internal sealed class RemotePeer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<(string Text, long Parent)> _messages = [];
    private readonly RemoteConnection _connection;
    private readonly IByteWriter _writer;

    public static readonly RemoteTimes Short = new() { FirstRetry = TimeSpan.FromMilliseconds(20), ShortestRetry = TimeSpan.FromMilliseconds(20), LongestRetry = TimeSpan.FromMilliseconds(100) };

    public RemotePeer(RemoteConfiguration remote, GatewaySettings? settings = null, IRemoteAuthorization? authorization = null, RemoteTimes? times = null)
    {
        _connection = new(new() { Name = "far", Remote = remote }, settings ?? new(), authorization, times ?? Short);
        _connection.Reopened += lost =>
        {
            Interlocked.Add(ref LostCalls, lost);
            Interlocked.Increment(ref Reopened);
        };
        _connection.TroubleChanged += trouble => Troubles.Enqueue(trouble);
        _connection.Remarked += remark => Remarks.Enqueue(remark);
        _writer = _connection.OpenInput();
        var source = _connection.OpenOutput(1000);
        Assert.That(source.TryCall(() => Read(source)));
    }

    public RemotePeer(string url, GatewaySettings? settings = null)
        : this(new RemoteConfiguration { Url = url }, settings)
    {
    }

    public int Reopened;

    public int LostCalls;

    /// <summary>What was said of the server's trouble, null for its end.</summary>
    public ConcurrentQueue<string?> Troubles { get; } = new();

    public ConcurrentQueue<string> Remarks { get; } = new();

    public int Dropped => _connection.Dropped;

    /// <summary>How the server ended.</summary>
    public string End => _connection.WaitForEnd();

    public void Send(string message) => Assert.That(_writer.Write(Encoding.UTF8.GetBytes(message + "\n"), mayWait: true), Is.GreaterThan(0));

    public int TryWrite(byte[] bytes) => _writer.Write(bytes, mayWait: false);

    public void Call(int id, string tool = "echo", string arguments = "{}", string meta = "") =>
        Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"{{tool}}","arguments":{{arguments}}{{meta}} } }""");

    public void Cancel(int id) => Send($$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{id}} } }""");

    /// <summary>Opens a session as the gateway does; the id of its request is 1.</summary>
    public RemotePeer Open()
    {
        Initialize();
        var answer = Read();
        Assert.That(answer, Does.Contain("protocolVersion"));
        Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return this;
    }

    public void Initialize() => Send("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");

    /// <summary>The next message; "end" when there will be none.</summary>
    public string Read() => ReadWithParent().Text;

    public (string Text, long Parent) ReadWithParent() => _messages.TryTake(out var message, Limit) ? message : throw new TimeoutException("nothing came");

    /// <summary>The sentence of an error that answers this request.</summary>
    public string ReadError(int id)
    {
        using var document = JsonDocument.Parse(Read());
        Assert.That(document.RootElement.GetProperty("id").GetInt32(), Is.EqualTo(id));
        return document.RootElement.GetProperty("error").GetProperty("message").GetString()!;
    }

    public Task StopAsync() => _connection.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _connection.StopAsync();
    }

    private void Read(IMessageSource source)
    {
        while (source.TryRead(out var start, out var length, out var fault))
        {
            _messages.Add((fault == LineFault.TooLong ? "too long" : Encoding.UTF8.GetString(source.Bytes, start, length), source.Parent));
        }

        if (source.IsEnded) _messages.Add(("end", 0));
    }
}
