using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.RealServers;

/// <summary>server-everything over Streamable HTTP, on a port of its own.</summary>
internal sealed class HttpEverything : IDisposable
{
    private readonly Process _process;

    private HttpEverything(Process process, int port) => (_process, Url) = (process, $"http://127.0.0.1:{port}/mcp");

    public string Url { get; }

    public static HttpEverything Start()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("node", [Npm.ProgramOf("server-everything"), "streamableHttp"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!; // never null without the shell
        var isListening = new ManualResetEventSlim();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("listening", StringComparison.Ordinal) == true) isListening.Set();
        };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new HttpEverything(process, port);
        if (isListening.Wait(Deadline.Limit)) return server;
        server.Dispose();
        throw new TimeoutException("server-everything does not listen");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
