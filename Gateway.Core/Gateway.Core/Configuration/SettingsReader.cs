using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;

namespace Gateway.Core.Configuration;

/// <summary>
/// Reads the gateway's settings: <c>mcp.json</c>, over it <c>--config</c>, over it the variables <c>MCPGATEWAY__…</c>.
/// Nothing else may name Microsoft.Extensions.Configuration: its assemblies cost start time, and most files have no settings.
/// </summary>
internal static class SettingsReader
{
    // Not inlined, or the caller would load the assemblies.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static GatewaySettings Read(IReadOnlyList<ConfigurationNode> objects, IReadOnlyDictionary<string, string> variables)
    {
        var builder = new ConfigurationBuilder();
        foreach (var node in objects)
        {
            SettingNames.Check(node);
            builder.AddJsonStream(new MemoryStream(node.Utf8.ToArray()));
        }

        builder.AddInMemoryCollection(SettingNames.FromVariables(variables)!);
        var values = new SettingValues(builder.Build(), objects, variables);
        return new GatewaySettings
        {
            ToolNames = values.Choice(SettingNames.ToolNames, new(("prefixed", ToolNames.Prefixed), ("plain", ToolNames.Plain)), GatewayDefaults.ToolNames),
            Expose = values.Choice(SettingNames.Expose, new(("tools", Expose.Tools), ("meta", Expose.Meta), ("both", Expose.Both)), GatewayDefaults.Expose),
            CallTimeout = values.DurationOrNone(SettingNames.CallTimeout, GatewayDefaults.CallTimeout),
            MaxCallTimeout = values.DurationOrNone(SettingNames.MaxCallTimeout, GatewayDefaults.MaxCallTimeout),
            InputTimeout = values.Duration(SettingNames.InputTimeout, GatewayDefaults.InputTimeout),
            StartTimeout = values.Duration(SettingNames.StartTimeout, GatewayDefaults.StartTimeout),
            RestartDelay = values.Duration(SettingNames.RestartDelay, GatewayDefaults.RestartDelay),
            MaxRestartDelay = values.Duration(SettingNames.MaxRestartDelay, GatewayDefaults.MaxRestartDelay),
            HangTimeout = values.DurationOrNone(SettingNames.HangTimeout, GatewayDefaults.HangTimeout),
            DrainTimeout = values.Duration(SettingNames.DrainTimeout, GatewayDefaults.DrainTimeout),
            ListTimeout = values.Duration(SettingNames.ListTimeout, GatewayDefaults.ListTimeout),
            MaxMessageBytes = values.Number(SettingNames.MaxMessageBytes, 1_000, 2_000_000_000, GatewayDefaults.MaxMessageBytes),
            QueueBytes = values.Number(SettingNames.QueueBytes, 1_000, 1_000_000_000_000, GatewayDefaults.QueueBytes),
            MaxInFlight = (int)values.Number(SettingNames.MaxInFlight, 1, 1_000_000, GatewayDefaults.MaxInFlight),
            MaxClientCalls = (int)values.Number(SettingNames.MaxClientCalls, 1, 1_000_000, GatewayDefaults.MaxClientCalls),
            MaxServers = (int)values.Number(SettingNames.MaxServers, 1, 10_000, GatewayDefaults.MaxServers),
            MaxDepth = (int)values.Number(SettingNames.MaxDepth, 16, 100_000, GatewayDefaults.MaxDepth),
            MaxNameLength = (int)values.Number(SettingNames.MaxNameLength, 16, 128, GatewayDefaults.MaxNameLength),
            MaxSessions = (int)values.Number(SettingNames.MaxSessions, 1, 1_000_000, GatewayDefaults.MaxSessions),
            SessionTimeout = values.Duration(SettingNames.SessionTimeout, GatewayDefaults.SessionTimeout),
            MaxConnections = (int)values.Number(SettingNames.MaxConnections, 1, 1_000_000, GatewayDefaults.MaxConnections),
            MaxHeaderBytes = (int)values.Number(SettingNames.MaxHeaderBytes, 1_024, 1_000_000, GatewayDefaults.MaxHeaderBytes),
            HeaderTimeout = values.Duration(SettingNames.HeaderTimeout, GatewayDefaults.HeaderTimeout),
            ConnectionTimeout = values.Duration(SettingNames.ConnectionTimeout, GatewayDefaults.ConnectionTimeout),
            KeepAlive = values.Duration(SettingNames.KeepAlive, GatewayDefaults.KeepAlive),
            ResumeBytes = values.Number(SettingNames.ResumeBytes, 0, 1_000_000_000, GatewayDefaults.ResumeBytes),
            BreakerFailures = (int)values.Number(SettingNames.BreakerFailures, 0, 1_000, GatewayDefaults.BreakerFailures),
            BreakerDelay = values.Duration(SettingNames.BreakerDelay, GatewayDefaults.BreakerDelay),
            BreakerMaxDelay = values.Duration(SettingNames.BreakerMaxDelay, GatewayDefaults.BreakerMaxDelay),
            TextGuardrailTimeout = values.Duration(SettingNames.TextGuardrailTimeout, GatewayDefaults.TextGuardrailTimeout),
            TextGuardrailTimeoutPerMegabyte = values.Duration(SettingNames.TextGuardrailTimeoutPerMegabyte, GatewayDefaults.TextGuardrailTimeoutPerMegabyte),
            MessageGuardrailTimeout = values.Duration(SettingNames.MessageGuardrailTimeout, GatewayDefaults.MessageGuardrailTimeout),
        };
    }
}
