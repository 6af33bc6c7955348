using System.Text.Json;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>The names of the settings, in files in any case, in variables after <see cref="Prefix"/>.</summary>
internal static class SettingNames
{
    public const string Prefix = "MCPGATEWAY__";

    public const string ToolNames = "toolNames";
    public const string Expose = "expose";
    public const string CallTimeout = "callTimeout";
    public const string MaxCallTimeout = "maxCallTimeout";
    public const string InputTimeout = "inputTimeout";
    public const string StartTimeout = "startTimeout";
    public const string RestartDelay = "restartDelay";
    public const string MaxRestartDelay = "maxRestartDelay";
    public const string HangTimeout = "hangTimeout";
    public const string DrainTimeout = "drainTimeout";
    public const string ListTimeout = "listTimeout";
    public const string MaxSessions = "maxSessions";
    public const string SessionTimeout = "sessionTimeout";
    public const string MaxConnections = "maxConnections";
    public const string MaxHeaderBytes = "maxHeaderBytes";
    public const string HeaderTimeout = "headerTimeout";
    public const string ConnectionTimeout = "connectionTimeout";
    public const string KeepAlive = "keepAlive";
    public const string ResumeBytes = "resumeBytes";
    public const string MaxMessageBytes = "maxMessageBytes";
    public const string QueueBytes = "queueBytes";
    public const string MaxInFlight = "maxInFlight";
    public const string MaxClientCalls = "maxClientCalls";
    public const string MaxServers = "maxServers";
    public const string MaxDepth = "maxDepth";
    public const string MaxNameLength = "maxNameLength";
    public const string BreakerFailures = "breakerFailures";
    public const string BreakerDelay = "breakerDelay";
    public const string BreakerMaxDelay = "breakerMaxDelay";
    public const string TextGuardrailTimeout = "textGuardrailTimeout";
    public const string TextGuardrailTimeoutPerMegabyte = "textGuardrailTimeoutPerMegabyte";
    public const string MessageGuardrailTimeout = "messageGuardrailTimeout";

    public static readonly string[] All =
    [
        ToolNames, Expose, CallTimeout, MaxCallTimeout, InputTimeout, StartTimeout, RestartDelay, MaxRestartDelay, HangTimeout, DrainTimeout, ListTimeout, MaxMessageBytes, QueueBytes, MaxInFlight, MaxClientCalls, MaxServers, MaxDepth, MaxNameLength,
        MaxSessions, SessionTimeout, MaxConnections, MaxHeaderBytes, HeaderTimeout, ConnectionTimeout, KeepAlive, ResumeBytes,
        BreakerFailures, BreakerDelay, BreakerMaxDelay,
        TextGuardrailTimeout, TextGuardrailTimeoutPerMegabyte, MessageGuardrailTimeout,
    ];

    public static bool IsVariable(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a <c>settings</c> object with an unknown or doubled name, or a value that is no single one.</summary>
    public static void Check(ConfigurationNode node)
    {
        node.RequireObject().RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Members)
        {
            if (!IsKnown(member.Name)) throw member.Fault($"the setting '{Printable.Line(member.Name)}' is unknown{Known(member.Name)}");
            if (member.Value.Kind is JsonValueKind.Object or JsonValueKind.Array) throw member.Value.Fault("must be one value.");
        }
    }

    /// <summary>The settings that variables hold. An empty variable is no setting: containers pass empty ones on.</summary>
    public static Dictionary<string, string> FromVariables(IReadOnlyDictionary<string, string> variables)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (variable, value) in variables)
        {
            if (!IsVariable(variable) || value.Length == 0) continue;
            var name = variable[Prefix.Length..];
            if (!IsKnown(name)) throw new ConfigurationException($"The environment variable {Printable.Line(variable)} sets an unknown setting{Known(name)}");
            if (!settings.TryAdd(name, value)) throw new ConfigurationException($"The environment variable {Prefix}{name.ToUpperInvariant()} is set twice, in names that differ only in case; unset one.");
        }

        return settings;
    }

    private static bool IsKnown(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Known(string name) => $"{NearestName.Suggest(name, All)}; known are: {string.Join(", ", All)}.";
}
