using System.Diagnostics;
using System.Text.RegularExpressions;
using Benchmarks.Targets;

namespace Benchmarks.Front;

/// <summary>Something that serves HTTP before a child: started, and found at the address that it tells.</summary>
internal sealed partial class FrontTarget : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _folder;

    /// <param name="target">What it counts as.</param>
    /// <param name="tool">The tool to call through it.</param>
    /// <param name="launch">Makes the launch in a folder of its own.</param>
    public FrontTarget(Target target, string tool, Func<string, Launch> launch)
    {
        (Target, Tool) = (target, tool);
        _folder = Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName;
        var (command, arguments) = launch(_folder);
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["MCP_GATEWAY_HOME"] = Path.Combine(_folder, "home");
        _process = Process.Start(start)!; // null only with UseShellExecute
        Address = FindAddress(_process);
    }

    public Target Target { get; }

    public string Tool { get; }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Uri FindAddress(Process process)
    {
        var found = new TaskCompletionSource<Uri>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (Said().Match(line.Data ?? "") is { Success: true } match) found.TrySetResult(new(match.Groups[1].Value));
        };
        process.BeginErrorReadLine();
        return found.Task.Wait(Limit) ? found.Task.Result : throw new BenchmarkException("it does not serve");
    }

    [GeneratedRegex(@"serves MCP at (http\S+)")]
    private static partial Regex Said();
}
