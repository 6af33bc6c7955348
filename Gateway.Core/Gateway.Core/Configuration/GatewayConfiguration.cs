namespace Gateway.Core.Configuration;

/// <summary>Everything that the gateway read from <c>mcp.json</c>, <c>--config</c> and its settings' variables.</summary>
internal sealed record GatewayConfiguration
{
    /// <summary>The full path of <c>mcp.json</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The folder it stands in.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>In the file's order, with those that must not start (<see cref="ServerConfiguration.NotStarted"/>).</summary>
    public required IReadOnlyList<ServerConfiguration> Servers { get; init; }

    /// <summary>By name, in any case.</summary>
    public required IReadOnlyDictionary<string, PluginConfiguration> Plugins { get; init; }

    public PlaceholderAction Placeholders { get; init; } = GatewayDefaults.Placeholders;

    public GatewaySettings Settings { get; init; } = new();

    /// <summary>One printable line each; none quotes a value.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
