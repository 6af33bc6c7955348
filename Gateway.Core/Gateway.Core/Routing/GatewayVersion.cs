using System.Reflection;

namespace Gateway.Core.Routing;

/// <summary>How the gateway introduces itself.</summary>
internal static class GatewayVersion
{
    public const string Name = "mcp-gateway";

    public static readonly string Version =
        typeof(GatewayVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Name and version as MCP's <c>Implementation</c>.</summary>
    public static readonly byte[] Info = System.Text.Encoding.UTF8.GetBytes($"{{\"name\":\"{Name}\",\"version\":\"{Version}\"}}");
}
