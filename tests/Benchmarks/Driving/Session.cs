using System.Diagnostics;
using Benchmarks.Targets;

namespace Benchmarks.Driving;

/// <summary>A running target: raw bytes over its pipes, written and read on the caller's thread, which spares a hand-over a call.</summary>
internal sealed class Session : IDisposable
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly FrameReader _frames;
    private readonly ErrorTail _errors;
    private readonly Timer _watchdog;
    private readonly string _folder;
    private TimeSpan _limit;
    private long _limitedAt;
    private volatile bool _isOverdue;
    private long _lastId;

    private Session(Process process, string folder)
    {
        _process = process;
        _folder = folder;
        _input = process.StandardInput.BaseStream;
        _frames = new FrameReader(process.StandardOutput.BaseStream);
        _errors = new ErrorTail(process.StandardError);
        _watchdog = new Timer(_ => End()); // reads block: a target that hangs is ended so that they return
    }

    public int ProcessId => _process.Id;

    /// <param name="launch">Makes the launch in the session's own empty folder, which is also the gateway's home unless there is another: then no start profits from a cache.</param>
    /// <param name="home">The gateway's home, if it is to know it from before.</param>
    public static Session Start(Func<string, Launch> launch, string? home = null)
    {
        var folder = Directory.CreateTempSubdirectory("mcp-gateway-bench-").FullName;
        var (command, arguments) = launch(folder);
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MCP_GATEWAY_HOME"] = home ?? Path.Combine(folder, "home");
        try
        {
            return new Session(Process.Start(start)!, folder); // null only with UseShellExecute
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Directory.Delete(folder, recursive: true);
            throw new BenchmarkException($"'{command}' did not start: {error.Message}");
        }
    }

    /// <summary>An id for a request; MCP forbids to use one twice in a session.</summary>
    public long NextId() => ++_lastId;

    /// <summary>From now on the target has this long before it is ended.</summary>
    public void Limit(TimeSpan limit)
    {
        _limit = limit;
        _limitedAt = Stopwatch.GetTimestamp();
        _watchdog.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It may be silent again: other targets have their turn.</summary>
    public void Unlimit() => _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>For a caller that asks again and again: ends it shortly before the watchdog would, with a better message.</summary>
    public void ThrowIfOverdue(string what)
    {
        if (Stopwatch.GetElapsedTime(_limitedAt) > _limit * 0.9)
        {
            throw new BenchmarkException($"{what}, after {_limit.TotalSeconds * 0.9:0} s{_errors.Describe()}");
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _input.Write(bytes);
            _input.Flush();
        }
        catch (IOException)
        {
            throw NotAnswering();
        }
    }

    /// <summary>Waits for a frame; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read()
    {
        ReadOnlySpan<byte> frame;
        while (!_frames.TryTake(out frame))
        {
            if (!_frames.Fill())
            {
                throw NotAnswering();
            }
        }

        return frame;
    }

    /// <summary>A frame that is already here.</summary>
    public bool TryRead(out ReadOnlySpan<byte> frame) => _frames.TryTake(out frame);

    public void Dispose()
    {
        _watchdog.Dispose();
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already.
        }

        if (!_process.WaitForExit(ExitLimit))
        {
            Kill();
            _process.WaitForExit(ExitLimit);
        }

        _process.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A killed target may leave something behind that still writes there.
        }
    }

    private void End()
    {
        _isOverdue = true;
        Kill();
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    private BenchmarkException NotAnswering()
    {
        var reason = _isOverdue ? $"nothing came within {_limit.TotalSeconds:0} s"
            : _process.WaitForExit(ExitLimit) ? $"it exited with code {_process.ExitCode}"
            : "it closed its output";
        return new BenchmarkException($"not answering: {reason}{_errors.Describe()}");
    }
}
