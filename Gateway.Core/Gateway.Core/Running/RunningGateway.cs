using System.Text.Json.Serialization;

namespace Gateway.Core.Running;

/// <summary>What one gateway tells of itself to other commands of its user: counts and names, nothing of a message, no command line.</summary>
internal sealed record RunningGateway
{
    /// <summary>The name of its file.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>For people; whether it lives, only its lock tells.</summary>
    public required int Process { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The path of its <c>mcp.json</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>Where it serves HTTP; null for a gateway of one client.</summary>
    public string? Address { get; init; }

    /// <summary>How many sessions are open.</summary>
    public int Sessions { get; init; } = 1;

    /// <summary>The only client; null before the client has introduced itself.</summary>
    public RunningClient? Client { get; init; }

    public required IReadOnlyList<RunningPlugin> Plugins { get; init; }

    public required IReadOnlyList<RunningServer> Servers { get; init; }
}
