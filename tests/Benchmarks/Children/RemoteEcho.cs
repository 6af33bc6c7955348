using System.Diagnostics;

namespace Benchmarks.Children;

/// <summary>The remote child as a running process, for all targets of a run.</summary>
internal sealed class RemoteEcho : IDisposable
{
    private readonly Process _process;

    private RemoteEcho(Process process, string url) => (_process, Child) = (process, new Child("remote", "", []) { Url = url });

    public Child Child { get; }

    public static RemoteEcho Start()
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["http-echo"]) // known: this is a program
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!; // null only with UseShellExecute
        return process.StandardOutput.ReadLine() is { } url
            ? new RemoteEcho(process, url)
            : throw new BenchmarkException("the remote child did not start");
    }

    public void Dispose()
    {
        _process.StandardInput.Close(); // that is what it ends at
        _process.WaitForExit();
        _process.Dispose();
    }
}
