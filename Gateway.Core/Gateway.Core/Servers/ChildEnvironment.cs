namespace Gateway.Core.Servers;

/// <summary>What a child process inherits: enough to run, none of the gateway's secrets.</summary>
internal static class ChildEnvironment
{
    /// <summary>Names the configuration files of the gateways above a process, so that none starts itself again.</summary>
    public const string Nesting = "MCP_GATEWAY_NESTING";

    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM", "TMPDIR", "TMP", "TEMP", "TZ", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "DOTNET_ROOT", Nesting,
    ];

    private static readonly string[] InheritedOnWindows =
        ["SystemRoot", "SystemDrive", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "USERNAME", "PATHEXT", "ComSpec", "ProgramData", "ProgramFiles"];

    private static readonly string[] InheritedPrefixes = ["LC_", "npm_config_", "NPM_CONFIG_"];

    /// <summary>The allow-list of the gateway's own environment, then what the server's configuration names.</summary>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> configured)
    {
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(names);
        foreach (var (name, value) in own)
        {
            if (IsInherited(name)) environment[name] = value;
        }

        foreach (var (name, value) in configured) environment[name] = value;
        if (own.TryGetValue(Nesting, out var above)) environment[Nesting] = above; // a configuration that clears it could start itself for ever
        return environment;
    }

    // Proxy variables are read in lower case by many programs.
    private static bool IsInherited(string name) =>
        Inherited.Contains(name, StringComparer.Ordinal)
        || name is "http_proxy" or "https_proxy" or "no_proxy"
        || InheritedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        || (OperatingSystem.IsWindows() && (Inherited.Contains(name, StringComparer.OrdinalIgnoreCase) || InheritedOnWindows.Contains(name, StringComparer.OrdinalIgnoreCase)));
}
