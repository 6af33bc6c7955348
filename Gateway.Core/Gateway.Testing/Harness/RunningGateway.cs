using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Testing.Harness;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>A gateway that runs, and its only client. Dispose it: it then ends its servers and flushes its tracers.</summary>
/// <example><code>
/// var answer = await gateway.CallAsync("files_read", new { path = "notes.txt" });
/// // answer.Text, answer.IsError, answer.BlockedBy, answer.Json
/// </code></example>
public sealed class RunningGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<WireMessage> _received = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WireMessage>> _waiting = new();
    private readonly ServerLines _lines;
    private readonly IRunningEnd _end;
    private readonly IReadOnlyDictionary<string, Func<JsonElement, TestMessage>> _answers;
    private readonly Task _reading;
    private volatile bool _hasEnded;
    private int _lastId;

    internal RunningGateway(ServerLines lines, IRunningEnd end, IReadOnlyDictionary<string, Func<JsonElement, TestMessage>> answers)
    {
        (_lines, _end, _answers) = (lines, end, answers);
        _reading = Task.Run(ReadAllAsync);
    }

    /// <summary>All that the client got, in its order.</summary>
    public IReadOnlyList<WireMessage> Received => [.. _received];

    /// <summary>The gateway's log so far: what it would write to stderr.</summary>
    public IReadOnlyList<string> Log => _end.Log;

    /// <summary>Calls a tool by the name that clients see: <c>server_tool</c>.</summary>
    /// <exception cref="PluginTestException">There was no answer within a minute, or the gateway has ended.</exception>
    public Task<WireMessage> CallAsync(string tool, object? arguments = null, CancellationToken cancellationToken = default) =>
        RequestAsync("tools/call", $$"""{"name":{{TestJson.Quote(tool)}},"arguments":{{TestJson.Of(arguments, "the arguments")}}}""", cancellationToken);

    /// <summary>The names of all tools, as clients see them.</summary>
    /// <exception cref="PluginTestException">There was no answer within a minute, or the gateway has ended.</exception>
    /// <example><code>var names = await gateway.ListToolsAsync(); // "files_read", "get_metadata", "run_tool"</code></example>
    public async Task<IReadOnlyList<string>> ListToolsAsync(CancellationToken cancellationToken = default)
    {
        var listing = await RequestAsync("tools/list", cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. listing.Result.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];
    }

    /// <summary>Sends any request and waits for its answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">JSON text or an object.</param>
    /// <param name="cancellationToken">Ends the wait; the gateway is not told.</param>
    /// <exception cref="PluginTestException">There was no answer within a minute, or the gateway has ended.</exception>
    /// <example><code>var answer = await gateway.RequestAsync("resources/read", new { uri = "file:///notes.txt" });</code></example>
    public async Task<WireMessage> RequestAsync(string method, object? parameters = null, CancellationToken cancellationToken = default)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var answer = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":{{TestJson.Quote(method)}},"params":{{TestJson.Of(parameters, "the parameters")}}}""");
            if (_hasEnded) answer.TrySetException(Ended());
            return await answer.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new PluginTestException($"the gateway did not answer {method} within {Patience.TotalSeconds:0} seconds; {LogText}");
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Writes one line as it is: for notifications, and for what no client should send.</summary>
    /// <exception cref="PluginTestException">The gateway has ended.</exception>
    /// <example><code>gateway.Send("""{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}""")</code></example>
    public void Send(string line)
    {
        if (!_lines.Write(line)) throw Ended();
    }

    /// <summary>Ends the session, every server and, flushed, every tracer.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.CloseOutput();
        await _end.EndAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _lines.Dispose();
    }

    /// <summary>Opens the session; a gateway that cannot is ended, and says why.</summary>
    internal async Task<RunningGateway> InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var capabilities = string.Join(",", _answers.Keys.Select(Capability).OfType<string>().Select(name => $"\"{name}\":{{}}"));
            await RequestAsync("initialize", $$"""{"protocolVersion":"{{ProtocolVersions.LatestLegacy}}","capabilities":{ {{capabilities}} },"clientInfo":{"name":"test","version":"1"} }""", cancellationToken).ConfigureAwait(false);
            Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
            return this;
        }
        catch (PluginTestException) when (_hasEnded)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw Ended(); // by now it has said why
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string? Capability(string method) => method switch
    {
        Methods.SamplingCreateMessage => "sampling",
        Methods.ElicitationCreate => "elicitation",
        Methods.RootsList => "roots",
        _ => null,
    };

    private string LogText => Log.Count == 0 ? "it logged nothing" : $"it logged: {string.Join(" / ", Log)}";

    private PluginTestException Ended() => new($"the gateway has ended; {LogText}");

    private async Task ReadAllAsync()
    {
        while (await _lines.ReadAsync().ConfigureAwait(false) is { } line)
        {
            var message = new WireMessage(line);
            _received.Enqueue(message);
            if (message.Id is not { } id) continue;
            if (message.Method is null && _waiting.TryRemove(id, out var waiting)) waiting.SetResult(message);
            else if (message.Method is { } method) _lines.Write(LambdaAnswer.To(id, method, () => Answer(method, message.Parameters)));
        }

        _hasEnded = true;
        foreach (var waiting in _waiting.Values) waiting.TrySetException(Ended());
    }

    private TestMessage Answer(string method, JsonElement parameters) =>
        _answers.TryGetValue(method, out var answer) ? answer(parameters) : TestMessage.Error("Method not found", code: -32601, method: method);
}
