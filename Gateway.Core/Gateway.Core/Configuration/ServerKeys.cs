namespace Gateway.Core.Configuration;

/// <summary>The keys of a server's entry.</summary>
internal static class ServerKeys
{
    /// <summary>Keys whose presence makes a server a remote one.</summary>
    public static readonly string[] Addresses = ["url", "httpUrl", "serverUrl", "baseUrl"];

    /// <summary>Keys that the gateway reads.</summary>
    public static readonly HashSet<string> Used =
    [
        "command", "args", "env", "inheritEnv", "cwd", "envFile", "disabled", "enabled", "timeout", "blocked", "type", "headers", "oauth", "auth",
        "startTimeout", "startup_timeout_sec", "tool_timeout_sec", "toolTimeouts", "required", "restart", "instances", .. Addresses,
    ];

    /// <summary>Keys that some client reads and the gateway has no use for: the client's own affair.</summary>
    public static readonly HashSet<string> OfClients =
    [
        "headersHelper", "authProviderType", "http_headers", "env_http_headers", "bearer_token_env_var",
        "trust", "alwaysAllow", "autoApprove", "description", "tools", "includeTools", "excludeTools", "disabledTools",
        "enabled_tools", "disabled_tools", "env_vars",
        "dev", "sandboxEnabled", "watchPaths",
    ];
}
