using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Which log messages servers are to send: set once by a legacy client, said in each request by a modern one.</summary>
internal sealed class ServerLogging
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChildServer, LoggingLevel> _raised = [];
    private byte[]? _level;

    /// <summary>What a legacy client has set, raw; null before.</summary>
    public byte[]? Level
    {
        get => _level;
        set => _level = value;
    }

    /// <summary>The <c>_meta</c> members of a legacy client's request to a modern server.</summary>
    public byte[] MetaFor(ChildServer server)
    {
        var meta = server.Client?.RequestMeta ?? []; // there is one when it was opened
        return Level is { } level ? [.. meta, .. ",\"io.modelcontextprotocol/logLevel\":"u8, .. level] : meta;
    }

    /// <summary>A modern request wants log messages of a legacy server, whose level is one for all.</summary>
    public void Raise(ChildServer server, LoggingLevel? wanted)
    {
        if (wanted is not { } level || server.Introduction is not { Capabilities.HasLogging: true }) return;
        lock (_lock)
        {
            if (_raised.TryGetValue(server, out var before) && before <= level) return;
            _raised[server] = level;
        }

        SetLevel(server, Encoding.ASCII.GetBytes($"\"{level.Word()}\""));
    }

    /// <summary>Whether a log message of a legacy server may go to a modern client: a request in flight must ask for such.</summary>
    public static bool IsWanted(ChildServer server, Frame frame) => IsWanted(server, LevelOf(frame, Methods.LogMessage)!.Value);

    /// <summary>The level of a log message, the highest if it names none; null for what is no log message.</summary>
    public static LoggingLevel? LevelOf(Frame frame, string method) => method == Methods.LogMessage
        ? LoggingLevels.Parse(JsonMembers.Raw(frame.Raw(frame.Envelope.Params), "level"u8)) ?? LoggingLevel.Emergency
        : null;

    /// <summary>Whether a client wants the gateway's own word on a server.</summary>
    /// <remarks>A legacy client that has set no level leaves the choice to us: warnings, and what is worse.</remarks>
    public bool IsWanted(Introduction? client, ChildServer server, LoggingLevel level) => client switch
    {
        null => false,
        { IsModern: true } => IsWanted(server, level),
        _ => level >= ((Level is { } set ? LoggingLevels.Parse(set) : null) ?? LoggingLevel.Warning),
    };

    private static bool IsWanted(ChildServer server, LoggingLevel level) =>
        server.Calls.All().Any(call => (call.Parked?.Successor ?? call) is { IsFinished: false, LogLevel: { } wanted } && wanted <= level);

    /// <summary>A server is ready, or its session is a new one: what level was set, it does not know.</summary>
    public void OnReady(ChildServer server)
    {
        if (!server.IsModern && server.Introduction is { Capabilities.HasLogging: true } && (Level ?? Raised(server)) is { } level) SetLevel(server, level);
    }

    private byte[]? Raised(ChildServer server)
    {
        lock (_lock) return _raised.TryGetValue(server, out var level) ? Encoding.ASCII.GetBytes($"\"{level.Word()}\"") : null;
    }

    // Its answer changes nothing: it is not waited for.
    private static void SetLevel(ChildServer server, byte[] level)
    {
        try
        {
            OwnRequest? request = null;
            request = server.Send(Methods.SetLevel, [.. "{\"level\":"u8, .. level, (byte)'}'], () => request?.Dispose());
        }
        catch (ServerException)
        {
            // It has ended; its reader tells why.
        }
    }
}
