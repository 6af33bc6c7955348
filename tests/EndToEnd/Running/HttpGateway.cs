using System.Text.RegularExpressions;

namespace EndToEnd.Running;

/// <summary>A gateway that serves HTTP: the real process, at a port that was free.</summary>
internal sealed partial class HttpGateway : IDisposable
{
    private const int Terminate = 15;

    private readonly Workspace _workspace;

    /// <param name="workspace">Its servers, its home and its environment.</param>
    /// <param name="options">What <c>serve --http</c> is given beside the address and the configuration.</param>
    public HttpGateway(Workspace workspace, params string[] options)
    {
        _workspace = workspace;
        Process = workspace.StartCommand(["serve", "--http", "http://127.0.0.1:0", .. options]);
        Url = new(Deadline.Until("it serves", () => Process.HasExited ? throw new InvalidOperationException($"it has ended: {Process.Error}") : Address().Match(Process.Error) is { Success: true } found ? found.Groups[1].Value : null));
    }

    public RawClient Process { get; }

    /// <summary>The endpoint of all servers.</summary>
    public Uri Url { get; }

    /// <summary>What lets in, as the gateway made it.</summary>
    public string Token => File.ReadAllText(Path.Combine(_workspace.Environment["MCP_GATEWAY_HOME"], "http-token")).Trim();

    /// <summary>Asks it to end, as a service's supervisor does.</summary>
    public void Terminates() => Process.Signal(Terminate);

    /// <summary>Ends it, which must be a good end.</summary>
    public void End()
    {
        Terminates();
        Assert.That(Process.WaitForExit(), Is.Zero, Process.Error);
    }

    public void Dispose() => Process.Dispose();

    [GeneratedRegex(@"serves MCP at (http\S+)")]
    private static partial Regex Address();
}
