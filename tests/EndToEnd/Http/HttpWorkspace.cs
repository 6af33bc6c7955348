using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>A workspace with a scripted server behind a gateway that serves HTTP.</summary>
internal sealed class HttpWorkspace : IDisposable
{
    private readonly Workspace _workspace = new();
    private HttpGateway? _gateway;

    public HttpWorkspace() => Child = _workspace.AddScripted().AnswerText("same");

    public Workspace Inner => _workspace;

    /// <summary>The script of the server 'child', of which each session has a process.</summary>
    public ScriptedChild Child { get; }

    public HttpGateway Gateway => _gateway ?? throw new InvalidOperationException("it is not started");

    /// <summary>Starts the gateway. Its client has the token that the gateway made.</summary>
    public HttpPeer Start(params string[] options)
    {
        _gateway = new(_workspace, options);
        return new(_gateway.Url, options.Contains("--no-auth") || options.Contains("--token-file") ? null : _gateway.Token);
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    public string WritePrivate(string name, string text)
    {
        var path = _workspace.PathOf(name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public void Dispose()
    {
        _gateway?.Dispose();
        _workspace.Dispose();
    }
}
