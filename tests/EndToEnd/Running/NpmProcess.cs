using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Running;

/// <summary>A server from npm that is reached over HTTP.</summary>
internal sealed class NpmProcess : IDisposable
{
    private readonly StringBuilder _error = new();
    private readonly string _program;
    private readonly string _mode;
    private readonly int _port;
    private readonly Dictionary<string, string> _environment;
    private Process? _process;

    private NpmProcess(string program, string mode, int port, Dictionary<string, string> environment)
    {
        (_program, _mode, _port, _environment) = (program, mode, port, environment);
        _process = Run();
    }

    public string Url => $"http://127.0.0.1:{_port}/{(_mode == "sse" ? "sse" : "mcp")}";

    public static NpmProcess Start(string program, string mode, Dictionary<string, string> environment) => new(program, mode, FreePort(), environment);

    /// <summary>Another process on the same port: it knows nothing of what the first one did.</summary>
    public void Restart()
    {
        Dispose();
        lock (_error) _error.Clear();
        _process = Run();
    }

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private Process Run()
    {
        var start = new ProcessStartInfo("node", [_program, _mode]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        start.Environment["PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!; // never null without the shell
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_error) _error.AppendLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Deadline.Until("the server listens", () =>
        {
            lock (_error) return _error.ToString().Contains("on port", StringComparison.Ordinal);
        });
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
