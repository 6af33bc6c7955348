using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace EndToEnd.Running;

/// <summary>A gateway that serves over HTTP, on a free port of this machine.</summary>
internal sealed partial class HttpGateway : IDisposable
{
    private const int SigTerm = 15;

    private readonly RawClient _process;
    private readonly string _tokenFile;

    private HttpGateway(RawClient process, Uri url, string tokenFile) => (_process, Url, _tokenFile) = (process, url, tokenFile);

    /// <summary>Where it serves all its servers.</summary>
    public Uri Url { get; }

    public int ProcessId => _process.ProcessId;

    public bool HasExited => _process.HasExited;

    /// <summary>What a client has to show, as the gateway wrote it into its home.</summary>
    public string Token => File.ReadAllText(_tokenFile).Trim();

    /// <summary>What it has written to stderr so far.</summary>
    public string[] Lines => _process.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Starts it in front of the servers of the workspace, and waits until it listens.</summary>
    public static HttpGateway Start(Workspace workspace, params string[] options)
    {
        var process = workspace.StartCommand(["serve", "--http", "http://127.0.0.1:0", .. options]);
        var url = Deadline.Until("the gateway serves HTTP", () => Served().Match(process.Error) is { Success: true } line ? line.Groups[1].Value : Running(process));
        return workspace.Own(new HttpGateway(process, new(url), Path.Combine(workspace.Environment["MCP_GATEWAY_HOME"], "http-token")));
    }

    /// <summary>Where it serves one server, under that server's own names.</summary>
    public Uri UrlOf(string server) => new($"{Url}/{server}");

    /// <summary>A client that shows the token.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    public void AwaitLine(string text) => _process.AwaitError(text);

    public void Signal(int signal) => _process.Signal(signal);

    public int WaitForExit() => _process.WaitForExit();

    /// <summary>Ends it as an operator does; it has to end well.</summary>
    public void End()
    {
        Signal(SigTerm);
        Assert.That(WaitForExit(), Is.Zero, _process.Error);
    }

    /// <summary>Ends it at once if the test has not ended it.</summary>
    public void Dispose() => _process.Dispose();

    // One that ended never serves.
    private static string? Running(RawClient process) => process.HasExited ? throw new InvalidOperationException($"the gateway ended before it served HTTP: {process.Error}") : null;

    [GeneratedRegex(@"serves MCP at (http\S+)\s")]
    private static partial Regex Served();
}
