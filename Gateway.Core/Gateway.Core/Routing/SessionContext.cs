using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Running;
using Gateway.Core.Servers;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Routing;

/// <summary>What the parts of one session share.</summary>
internal sealed class SessionContext
{
    // Replaced whole when the configuration is read anew, while all threads read them.
    private volatile GatewayConfiguration _configuration = null!; // required
    private volatile IReadOnlyList<ChildServer> _servers = null!; // required
    private volatile ExposedNames _names = null!; // required

    /// <summary>Opaque; guardrails see it as <see cref="MessageInfo.Session"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What is configured now: it may be read anew.</summary>
    public required GatewayConfiguration Configuration
    {
        get => _configuration;
        set => _configuration = value;
    }

    public required GuardrailPipeline Pipeline { get; init; }

    public required IClientOutput Client { get; init; }

    /// <summary>What a call's headers say differently from its body; null for nothing.</summary>
    public Func<Tool, Frame, string?> Contradiction { get; init; } = static (_, _) => null;

    /// <summary>In the configuration's order.</summary>
    public required IReadOnlyList<ChildServer> Servers
    {
        get => _servers;
        set => _servers = value;
    }

    public required ToolCatalog Catalog { get; init; }

    public required ExposedNames Names
    {
        get => _names;
        set => _names = value;
    }

    public required CallTracing Tracing { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    public required ChangeFlag Changes { get; init; }

    /// <summary>What is remembered of servers under another policy is not used.</summary>
    public string Policy => Pipeline.Fingerprint;

    public required ServerMemory Memory { get; init; }

    /// <summary>Prompts, resources and URI templates of all servers.</summary>
    public required IReadOnlyList<ListCatalog> Lists { get; init; }

    /// <summary>The modern client's open subscriptions.</summary>
    public required Listens Listens { get; init; }

    public ServerLogging Logging { get; } = new();

    public TaskOwners Tasks { get; } = new();

    /// <summary>What the gateway itself has subscribed to.</summary>
    public ServerSubscriptions Subscriptions => field ??= new(this);

    /// <summary>The gateway's own notifications to the client.</summary>
    public ClientNotices Notices => field ??= new(this, Listens);

    /// <summary>Calls that wait for a modern client to come back with input.</summary>
    public ParkedCalls Parked { get; set; } = null!; // set with the session's other parts, before anything is read

    public ShownPlaceholders Shown { get; } = new();

    /// <summary>The client's calls, and the servers' requests to it.</summary>
    public ClientCalls Calls { get; } = new();

    public required InFlightTable ServerRequests { get; init; }

    /// <summary>What the client said of itself last; null before its first message.</summary>
    public Introduction? Introduction { get; set; }

    public GatewaySettings Settings => Configuration.Settings;

    /// <summary>Ended with the session.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>Late and unwanted messages that were dropped.</summary>
    public long Dropped;

    public ListCatalog ListOf(ListKind kind) => Lists.First(list => list.Kind == kind);

    public ChildServer? Server(string name) => Servers.FirstOrDefault(server => server.Name == name);

    /// <summary>Why a server takes no calls, and when it may again; it may quote the server.</summary>
    public string Unavailable(ChildServer? server) => server is null ? "The server is not configured." : server.Life.Status.Unavailable(server.Name, Time.GetUtcNow());

    /// <summary>Answers a request with a result of the gateway's own that holds no text of others.</summary>
    public void Answer(Frame request, ReadOnlySpan<byte> result) => Client.Answer(Protocol.Answer.Result(request.Raw(request.Envelope.Id), result), request.Parent);

    public void Answer(InFlight call, ReadOnlySpan<byte> result) => Client.Answer(Protocol.Answer.Result(call.OriginalId, result), call.Stream);

    /// <summary>Refuses a request.</summary>
    public void AnswerError(Frame request, int code, string message) => Client.Answer(Protocol.Answer.Error(request.Raw(request.Envelope.Id), code, message), request.Parent);
}
