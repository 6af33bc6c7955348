using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Shared;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>A session's way to a shared server, with nothing of a session behind it.</summary>
internal sealed class Way
{
    private readonly BlockingCollection<string> _lines = [];
    private readonly Signal _hasEnded = new();
    private readonly IMessageSource _output;
    private readonly IByteWriter _input;

    /// <param name="server">The shared server.</param>
    /// <param name="reads">Whether it reads what comes.</param>
    public Way(SharedServer server, bool reads = true)
    {
        Connection = server.Connect();
        _output = Connection.OpenOutput(64_000_000);
        _input = Connection.OpenInput();
        if (reads) _output.TryCall(Read);
    }

    public IServerConnection Connection { get; }

    public bool HasEnded => _hasEnded.Wait(Patience.Limit);

    public Way Write(string line)
    {
        _input.Write(Encoding.UTF8.GetBytes(line + "\n"), mayWait: false);
        return this;
    }

    /// <summary>Opens it as a legacy session does.</summary>
    public Way Initialize()
    {
        Write("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"way","version":"1"}}}""");
        Next("\"id\":0,");
        return Write("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    /// <summary>The next message, to the byte; what has not this text before it is a failure.</summary>
    public string Next(string text)
    {
        Assert.That(_lines.TryTake(out var line, Patience.Limit), $"'{text}' never came");
        Assert.That(line, Does.Contain(text));
        return line!;
    }

    /// <summary>What came and was not read, before the answer to a ping that is sent now.</summary>
    public IReadOnlyList<string> Unread()
    {
        List<string> unread = [];
        Write("""{"jsonrpc":"2.0","id":"unread","method":"ping"}""");
        while (_lines.TryTake(out var line, Patience.Limit) && !line.Contains("\"id\":\"unread\"", StringComparison.Ordinal)) unread.Add(line);
        return unread;
    }

    public void Leave() => Connection.StopAsync().Wait();

    public static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;

    /// <summary>The id of a message that the server got, raw.</summary>
    public static string IdOf(string line) => Json(line).GetProperty("id").GetRawText();

    public static string TokenOf(string line) => Json(line).GetProperty("params").GetProperty("_meta").GetProperty("progressToken").GetRawText();

    private void Read()
    {
        while (_output.TryRead(out var start, out var length, out _)) _lines.Add(Encoding.UTF8.GetString(_output.Bytes, start, length));
        if (_output.IsEnded) _hasEnded.Set();
    }
}
