using Gateway.Core.Configuration;

namespace Gateway.Host.Startup;

/// <summary>What of the configuration a session offers: all of it, or one server under its own names.</summary>
/// <param name="Server">The only server; null for all.</param>
internal sealed record SessionView(string? Server = null)
{
    public static SessionView Whole { get; } = new();

    /// <summary>The part of a configuration that the session is made of; null when its server is not in it.</summary>
    public GatewayConfiguration? Of(GatewayConfiguration configuration)
    {
        if (Server is null) return configuration;
        return configuration.Servers.FirstOrDefault(server => server.Name == Server) is { } only
            ? configuration with { Servers = [only], Settings = configuration.Settings with { ToolNames = ToolNames.Plain, Expose = Expose.Tools } }
            : null;
    }
}
