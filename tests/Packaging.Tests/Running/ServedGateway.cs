using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Packaging.Tests.Running;

/// <summary>A gateway that serves HTTP, as a newcomer starts it.</summary>
internal sealed partial class ServedGateway : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _printed = new();

    public ServedGateway(Newcomer newcomer, string program, string folder, params string[] options)
    {
        var start = new ProcessStartInfo(program, ["serve", "--http", "http://127.0.0.1:0", .. options]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in newcomer.Environment) start.Environment[name] = value;
        var found = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!; // never null without the shell
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_printed) _printed.AppendLine(line.Data);
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (Said().Match(line.Data ?? "") is { Success: true } match) found.TrySetResult(new(match.Groups[1].Value));
            else if (line.Data is null) found.TrySetException(new InvalidOperationException("it has ended"));
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Url = found.Task.WaitAsync(Limit).GetAwaiter().GetResult();
    }

    public Uri Url { get; }

    /// <summary>What it has printed for its user by the time it serves: all of it when something was printed at all.</summary>
    public string Printed
    {
        get
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < Limit; Thread.Sleep(10))
            {
                lock (_printed)
                {
                    if (_printed.ToString().TrimEnd().EndsWith('}') && _printed.ToString().Split('\n')[^2].StartsWith('}')) return _printed.ToString();
                }
            }

            throw new TimeoutException("it prints no configuration");
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"serves MCP at (http\S+)")]
    private static partial Regex Said();
}
