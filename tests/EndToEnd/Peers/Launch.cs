using EndToEnd.Running;

namespace EndToEnd.Peers;

/// <summary>What a client starts: a server, or the gateway with it behind. Or where it finds a gateway that runs.</summary>
/// <param name="Command">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its whole environment.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="Prefix">What the names of the server have before them.</param>
internal sealed record Launch(string Command, string[] Arguments, IReadOnlyDictionary<string, string> Environment, string Folder, string Prefix)
{
    /// <summary>Where the client connects to over HTTP, and starts nothing.</summary>
    public Uri? Url { get; init; }

    /// <summary>What it shows there.</summary>
    public string Token { get; init; } = "";

    public static Launch Direct(Workspace workspace, PeerServer server)
    {
        var (command, arguments) = Npm.CommandOf(server);
        return new(command, arguments, workspace.Environment, workspace.Folder, "");
    }

    /// <summary>The gateway with its guardrails on, in front of the servers of the workspace.</summary>
    public static Launch Gateway(Workspace workspace, string prefix = "") =>
        new(Built.Gateway, ["--mcp-json-path", workspace.WriteConfiguration(), "--enable-guardrails", "basic"], workspace.Environment, workspace.Folder, prefix);

    /// <summary>An address of a gateway that serves HTTP.</summary>
    public static Launch Http(Workspace workspace, HttpGateway gateway, Uri url, string prefix = "") =>
        new("", [], workspace.Environment, workspace.Folder, prefix) { Url = url, Token = gateway.Token };
}
