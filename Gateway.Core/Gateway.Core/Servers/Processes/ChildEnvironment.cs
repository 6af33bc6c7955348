using Gateway.Core.Configuration;

namespace Gateway.Core.Servers.Processes;

/// <summary>What a child process inherits: enough to run, none of the gateway's secrets.</summary>
internal static class ChildEnvironment
{
    /// <summary>Names the configuration files of the gateways above a process, so that none starts itself again.</summary>
    public const string Nesting = "MCP_GATEWAY_NESTING";

    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM", "TMPDIR", "TMP", "TEMP", "TZ", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "DOTNET_ROOT", Nesting, RunMark.Variable,
    ];

    private static readonly string[] InheritedOnWindows =
        ["SystemRoot", "SystemDrive", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "USERNAME", "PATHEXT", "ComSpec", "ProgramData", "ProgramFiles"];

    private static readonly string[] InheritedPrefixes = ["LC_", "npm_config_", "NPM_CONFIG_"];

    // What is set for the gateway and its plugins, and is nobody else's affair: settings, and the keys of cloud guardrails and tracers.
    private static readonly string[] GatewaysOwn = ["MCP_GATEWAY_", "MCPGATEWAY__", "LASSO_", "XETRACK_"];

    /// <summary>The allow-list of the gateway's own environment, widened by the server's <c>inheritEnv</c>, then what its configuration sets.</summary>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> own, ServerConfiguration server)
    {
        var environment = new Dictionary<string, string>(ConfigurationEnvironment.VariableNames);
        foreach (var (name, value) in own)
        {
            if (IsInherited(name) || server.Inherited.Contains(name) || (server.Inherited.IsAll && !IsGatewaysOwn(name))) environment[name] = value;
        }

        foreach (var (name, value) in server.Environment) environment[name] = value;

        // Whatever the configuration says: by the one a process is found again, by the other it knows the gateways above it.
        foreach (var mark in (string[])[RunMark.Variable, Nesting])
        {
            environment.Remove(mark);
            if (own.TryGetValue(mark, out var above)) environment[mark] = above;
        }

        return environment;
    }

    private static bool IsGatewaysOwn(string name) => GatewaysOwn.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    // Proxy variables are read in lower case by many programs.
    private static bool IsInherited(string name) =>
        Inherited.Contains(name, StringComparer.Ordinal)
        || name is "http_proxy" or "https_proxy" or "no_proxy"
        || InheritedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        || (OperatingSystem.IsWindows() && (Inherited.Contains(name, StringComparer.OrdinalIgnoreCase) || InheritedOnWindows.Contains(name, StringComparer.OrdinalIgnoreCase)));
}
