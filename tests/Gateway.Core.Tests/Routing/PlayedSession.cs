using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Routing;
using Gateway.Core.Servers;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Routing;

/// <summary>A session whose client and servers are the test, without a process.</summary>
internal sealed class PlayedSession : IDisposable
{
    private const string Everything = """{"elicitation":{"form":{},"url":{}},"sampling":{},"roots":{}}""";

    private readonly Pipe _toGateway = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _fromGateway = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly BlockingCollection<string> _lines = [];
    private readonly GuardedSession _guarded;
    private readonly Session _session;
    private readonly GatewayConfiguration _configuration;
    private int _lastId;

    public PlayedSession(GatewaySettings settings, GuardrailSlot[] guardrails, params PlayedServer[] servers)
        : this(settings, guardrails, new ServerMemory(null), servers)
    {
    }

    public PlayedSession(GatewaySettings settings, GuardrailSlot[] guardrails, ServerMemory memory, params PlayedServer[] servers)
        : this(settings, guardrails, memory, "", servers)
    {
    }

    public PlayedSession(GatewaySettings settings, GuardrailSlot[] guardrails, ServerMemory memory, string policy, params PlayedServer[] servers)
    {
        _guarded = new(TimeProvider.System, Log, policy, guardrails);
        var configuration = _configuration = new GatewayConfiguration
        {
            Path = "test",
            BaseFolder = ".",
            Servers = [.. servers.Select(server => new ServerConfiguration { Name = server.Name })],
            Plugins = new Dictionary<string, PluginConfiguration>(),
            Settings = settings,
        };
        ChildServer[] children = [.. servers.Select((server, index) => new ChildServer(configuration.Servers[index], settings, server.Way))];
        foreach (var child in children) child.Known = memory.Recall(child.Configuration);
        foreach (var child in children) child.Launch(new Dictionary<string, string>());
        _session = new(new()
        {
            Configuration = configuration,
            Servers = children,
            Pipeline = _guarded.Pipeline,
            Tracing = TracerSetup.Build([], _guarded.Pipeline, TimeProvider.System, Log),
            Client = new StreamClient(_toGateway.Reader.AsStream(), new StreamByteWriter(_fromGateway.Writer.AsStream())),
            Log = Log,
            Memory = memory,
        });
        _session.Start();
        new Thread(ReadAll) { IsBackground = true }.Start();
    }

    public PlayedSession(params PlayedServer[] servers)
        : this(new(), [], servers)
    {
    }

    /// <summary>Puts other guardrails in force, as a configuration that is read anew does.</summary>
    public void Guard(string policy, params GuardrailSlot[] slots)
    {
        _guarded.Pipeline.Replace(new(slots, GuardedSession.Settings, _guarded.Pipeline.Policy.Context, _guarded.Pipeline.Policy) { Fingerprint = policy });
        _session.OnPolicyChanged();
    }

    public LogLines Log { get; } = new();

    /// <summary>Configures other servers; one of another version is configured otherwise than before.</summary>
    public ConfigurationChange Reconfigure(params (PlayedServer Server, string Version)[] servers) => _session.Configuration.Apply(
        _configuration with { Servers = [.. servers.Select(server => new ServerConfiguration { Name = server.Server.Name, Arguments = server.Version == "" ? [] : [server.Version] })] },
        configuration => new ChildServer(configuration, _configuration.Settings, servers.Single(server => server.Server.Name == configuration.Name).Server.Way),
        children => Launches.Run(children, new Dictionary<string, string>()));

    public bool IsModern { get; private set; }

    /// <summary>Opens it as a client of an era does, and waits for the servers.</summary>
    public PlayedSession Open(bool isModern)
    {
        IsModern = isModern;
        if (!isModern) Ask("initialize", $$$$"""{"protocolVersion":"2025-11-25","capabilities":{{{{Everything}}}},"clientInfo":{"name":"test","version":"1"}}""");
        Ask("tools/list");
        return this;
    }

    public void Write(string line) => _toGateway.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n")).AsTask().Wait();

    /// <summary>Writes a request as the era has it; parameters are an object.</summary>
    public string Request(string method, string parameters = "{}")
    {
        var id = $"\"c{++_lastId}\"";
        if (IsModern)
        {
            var meta = $$$$"""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{{{{Everything}}}}}""";
            parameters = parameters == "{}" ? meta + "}" : $"{meta},{parameters[1..]}";
        }

        Write($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"{{{{method}}}}","params":{{{{parameters}}}}}""");
        return id;
    }

    /// <summary>The next message with this text; what comes before it is dropped.</summary>
    public JsonElement Read(string text)
    {
        while (_lines.TryTake(out var line, Patience.Limit))
        {
            if (line.Contains(text, StringComparison.Ordinal)) return JsonDocument.Parse(line, new() { MaxDepth = int.MaxValue, AllowDuplicateProperties = false }).RootElement;
        }

        throw new AssertionException($"the client never got '{text}'; the log: {string.Join(" / ", Log.Lines)}");
    }

    public JsonElement ReadAnswer(string id) => Read($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},""");

    public JsonElement Ask(string method, string parameters = "{}") => ReadAnswer(Request(method, parameters));

    /// <summary>What the client got by now and has not read.</summary>
    public IReadOnlyList<string> Unread()
    {
        List<string> unread = [];
        var last = Request(IsModern ? "server/discover" : "ping");
        while (_lines.TryTake(out var line, Patience.Limit) && !line.Contains($"\"id\":{last}", StringComparison.Ordinal)) unread.Add(line);
        return unread;
    }

    public static int CodeOf(JsonElement answer) => answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : 0;

    public void Dispose()
    {
        _toGateway.Writer.Complete();
        _session.DisposeAsync().AsTask().Wait();
        _guarded.Dispose();
    }

    private void ReadAll()
    {
        using var reader = new StreamReader(_fromGateway.Reader.AsStream(), new UTF8Encoding(false));
        while (reader.ReadLine() is { } line) _lines.Add(line);
    }
}
