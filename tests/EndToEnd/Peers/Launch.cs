using EndToEnd.Running;

namespace EndToEnd.Peers;

/// <summary>What a client starts: a server, or the gateway with it behind.</summary>
/// <param name="Command">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its whole environment.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="Prefix">What the names of the server have before them.</param>
internal sealed record Launch(string Command, string[] Arguments, IReadOnlyDictionary<string, string> Environment, string Folder, string Prefix)
{
    public static Launch Direct(Workspace workspace, PeerServer server)
    {
        var (command, arguments) = Npm.CommandOf(server);
        return new(command, arguments, workspace.Environment, workspace.Folder, "");
    }

    /// <summary>The gateway with its guardrails on, in front of the servers of the workspace.</summary>
    public static Launch Gateway(Workspace workspace, string prefix = "") =>
        new(Built.Gateway, ["--mcp-json-path", workspace.WriteConfiguration(), "--enable-guardrails", "basic"], workspace.Environment, workspace.Folder, prefix);
}
