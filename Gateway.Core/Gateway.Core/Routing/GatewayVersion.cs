using System.Reflection;

namespace Gateway.Core.Routing;

/// <summary>How the gateway introduces itself.</summary>
internal static class GatewayVersion
{
    public const string Name = "mcp-gateway";

    public static readonly string Version =
        typeof(GatewayVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
