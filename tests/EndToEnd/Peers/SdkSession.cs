using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EndToEnd.Peers;

/// <summary>The C# SDK's client with its wire watched, and its answers taken from the step that is played.</summary>
internal sealed class SdkSession : IAsyncDisposable
{
    private McpClient? _client;
    private Process? _process;

    public McpClient Client => _client ?? throw new InvalidOperationException("not open");

    /// <summary>What the step at play has seen.</summary>
    public StepRecord Record { get; set; } = new([]);

    public Action? OnProgress { get; set; }

    public int Acknowledged { get; private set; }

    public static async Task<SdkSession> OpenAsync(Launch launch, JsonObject session, string version)
    {
        var opened = new SdkSession();
        var capabilities = session["capabilities"].Deserialize<ClientCapabilities>(McpJsonUtilities.DefaultOptions)!;
        opened._client = await McpClient.CreateAsync(
            launch.Url is null ? opened.StartAndConnect(launch) : opened.ConnectTo(launch.Url, launch.Token),
            new() { ProtocolVersion = version, Capabilities = capabilities, Handlers = opened.Handlers(capabilities), InitializationTimeout = Deadline.Limit });
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        _process?.StandardInput.Close();
        if (_process?.WaitForExit(Deadline.Limit) == false) _process.Kill(entireProcessTree: true);
        if (_client is not null) await _client.DisposeAsync();
        _process?.Dispose();
    }

    private StreamClientTransport StartAndConnect(Launch launch)
    {
        var start = new ProcessStartInfo(launch.Command, launch.Arguments) { WorkingDirectory = launch.Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment) start.Environment[name] = value;
        _process = Process.Start(start)!; // never null without the shell
        return new(new WrittenLines(_process.StandardInput.BaseStream, Send), new ReadLines(_process.StandardOutput.BaseStream, Receive));
    }

    private HttpClientTransport ConnectTo(Uri url, string token)
    {
        var client = new HttpClient(new WatchedExchanges(Send, Receive));
        var options = new HttpClientTransportOptions { Endpoint = url, TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" } };
        return new(options, client, ownsHttpClient: true);
    }

    private void Receive(string line)
    {
        var message = JsonNode.Parse(line)!; // a message is never null
        if ((string?)message["method"] == "notifications/subscriptions/acknowledged") Acknowledged++;
        Record.Add(message);
        if ((string?)message["method"] == "notifications/progress") OnProgress?.Invoke();
    }

    // The SDK takes a level of the caller out of _meta, so it is put in behind the SDK.
    private string Send(string line)
    {
        if (Record.RequestLevel is not { } level || JsonNode.Parse(line) is not JsonObject message || (string?)message["method"] != "tools/call") return line;
        message["params"]!["_meta"]!["io.modelcontextprotocol/logLevel"] = level;
        return message.ToJsonString();
    }

    private McpClientHandlers Handlers(ClientCapabilities capabilities) => new()
    {
        ElicitationHandler = capabilities.Elicitation is null ? null : (_, _) => Answer<ElicitResult>("elicitation/create"),
        SamplingHandler = capabilities.Sampling is null ? null : (_, _, _) => Answer<CreateMessageResult>("sampling/createMessage"),
        RootsHandler = capabilities.Roots is null ? null : (_, _) => Answer<ListRootsResult>("roots/list"),
    };

    private ValueTask<T> Answer<T>(string method) => ValueTask.FromResult(Record.NextAnswer(method).Deserialize<T>(McpJsonUtilities.DefaultOptions)!); // steps.json has no null
}
