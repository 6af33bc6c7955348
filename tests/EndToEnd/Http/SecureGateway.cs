using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>A gateway that serves HTTPS.</summary>
internal sealed class SecureGateway : IDisposable
{
    private readonly Workspace _workspace;
    private readonly RawClient _process;

    public SecureGateway(Workspace workspace, string certificate, string key)
    {
        _workspace = workspace;
        _process = workspace.StartCommand("serve", "--http", "https://127.0.0.1:0", "--tls-certificate", certificate, "--tls-key", key);
        Url = new(Deadline.Until("it serves", () => _process.Error.Split(' ', '\n').FirstOrDefault(word => word.StartsWith("https://127", StringComparison.Ordinal))));
    }

    public Uri Url { get; }

    public string Token => File.ReadAllText(Path.Combine(_workspace.Environment["MCP_GATEWAY_HOME"], "http-token")).Trim();

    public void Dispose() => _process.Dispose();
}
