using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Text;

namespace Gateway.Core.Tracing;

/// <summary>What is noted of a call on its path, as bytes and numbers. Tracers' threads make the record of it, once for all tracers.</summary>
internal sealed class CallTrace(InFlight call) : ITracedCall
{
    // What the objects take besides the payloads.
    private const int OwnSize = 400;

    private static readonly MessageInfo Introducing = new() { Direction = Direction.ToServer, Method = Methods.Initialize, Server = "" };

    private readonly Lock _lock = new();
    private List<(Direction Direction, ActionKey Key, int Count)>? _actions;
    private CallRecord? _withPayloads;
    private CallRecord? _without;

    public TracedPart? Request { get; init; }

    public TracedPart? Answer { get; set; }

    public string Outcome { get; set; } = "";

    public DateTimeOffset Time { get; set; }

    public TimeSpan GatewayTime { get; set; }

    public TimeSpan ServerTime { get; set; }

    public int BytesOut { get; set; }

    public int Size => OwnSize + (Request?.Json.Length ?? 0) + (Answer?.Json.Length ?? 0);

    public void Count(Direction direction, ActionCounts actions)
    {
        lock (_lock)
        {
            foreach (var (key, count) in actions.Counts) (_actions ??= []).Add((direction, key, count));
        }
    }

    public CallRecord ToRecord(TraceMask mask, bool withPayloads)
    {
        lock (_lock) return withPayloads ? _withPayloads ??= Make(mask, true) : _without ??= Make(mask, false);
    }

    private CallRecord Make(TraceMask mask, bool withPayloads)
    {
        var parameters = Request is null ? default : TracedParams.Read(Request.Json);
        var client = call.Client?.ClientName;
        return new()
        {
            Id = (_withPayloads ?? _without)?.Id ?? Guid.NewGuid().ToString(),
            Time = Time,
            Session = call.Request.Session,
            ClientName = client?.Name is { } name ? mask.Name(name, Introducing) : null,
            ClientVersion = client?.Version is { } version ? mask.Name(version, Introducing) : null,
            Server = call.Request.Server,
            Method = Methods.IsKnown(call.Method) ? call.Method : mask.Name(call.Method, call.Request) ?? "",
            Capability = call.Method switch { Methods.ToolsCall => "tool", Methods.ResourcesRead => "resource", Methods.PromptsGet => "prompt", _ => "other" },
            CapabilityName = CapabilityName(mask, parameters),
            Outcome = Outcome,
            GatewayTime = GatewayTime,
            ServerTime = ServerTime,
            BytesIn = call.Size,
            BytesOut = BytesOut,
            Findings = Findings(),
            Arguments = withPayloads && Request is not null ? mask.Json(Request, parameters.Arguments, Places.Text) : null,
            Result = withPayloads && Answer is not null ? mask.Json(Answer, new(0, Answer.Json.Length), Answer.Place) : null,
            TraceId = parameters.TraceParent.IsPresent ? TraceParent.TraceId(JsonText.Unescape(parameters.TraceParent.Of(Request!.Json))) : null, // present only in a request
        };
    }

    private string? CapabilityName(TraceMask mask, TracedParams parameters)
    {
        if (call.Request.Tool is { } tool) return mask.Name(tool, call.Request);
        if (Request is null) return null;
        return call.Method switch
        {
            Methods.ResourcesRead => mask.String(Request, parameters.Uri),
            Methods.PromptsGet => mask.String(Request, parameters.Name),
            _ => null,
        };
    }

    private CallFinding[] Findings() => _actions is null ? [] :
    [
        .. _actions.GroupBy(action => (action.Direction, action.Key.Guardrail, action.Key.Kind, action.Key.Action)).Select(group => new CallFinding
        {
            Guardrail = group.Key.Guardrail,
            Kind = group.Key.Kind,
            Action = group.Key.Action.ToString().ToLowerInvariant(),
            Direction = group.Key.Direction,
            Count = group.Sum(action => action.Count),
        }),
    ];
}
