using System.Globalization;
using System.Text;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Processes;

/// <summary>Takes what a server writes to stderr to its log file: past the guardrails, because it may hold secrets, and with the time.</summary>
/// <remarks>In batches, a few a second at most, on a thread of the pool; a server that says nothing costs nothing, and has no file.</remarks>
internal sealed class StderrLog
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly StderrLines _lines;
    private readonly ServerLogFile _file;
    private readonly GuardrailPipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly string _server;
    private readonly int _process;
    private readonly ITimer _timer;
    private TaskCompletionSource? _busy;
    private bool _isOver;
    private long _unwritten;

    /// <param name="file">Where to.</param>
    /// <param name="server">The server's name.</param>
    /// <param name="process">Its process id.</param>
    /// <param name="pipeline">What every line passes first.</param>
    /// <param name="time">The clock.</param>
    public StderrLog(ServerLogFile file, string server, int process, GuardrailPipeline pipeline, TimeProvider time)
    {
        (_file, _server, _process, _pipeline, _time, _lines) = (file, server, process, pipeline, time, new(time));
        _timer = time.CreateTimer(static log => ((StderrLog)log!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Never waits.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _lines.Add(bytes);
        Schedule(Gathering);
    }

    /// <summary>The server's stderr has closed.</summary>
    public void End()
    {
        _lines.End();
        Schedule(Gathering);
    }

    /// <summary>Writes what is there at once; completes when it is written.</summary>
    public Task FinishAsync()
    {
        _lines.End();
        lock (_lock) _isOver = true;
        Schedule(TimeSpan.Zero);
        lock (_lock) return _busy?.Task ?? Task.CompletedTask;
    }

    private void Schedule(TimeSpan delay)
    {
        if (!_lines.HasAny) return;
        lock (_lock)
        {
            if (_busy is null || delay == TimeSpan.Zero) _timer.Change(delay, Timeout.InfiniteTimeSpan);
            _busy ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Flush()
    {
        var (lines, dropped) = _lines.Take();
        dropped += Interlocked.Exchange(ref _unwritten, 0);
        if (lines.Count == 0)
        {
            Write([], dropped, lines.Count);
            return;
        }

        var text = JsonText.Quote(string.Join('\n', lines));
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.Initialize, Server = _server, IsAnswer = true };
        var passage = GuardrailPipeline.Detached(Frame.Of(text), new(0, text.Length), info, Text.Places.Text);
        passage.MasksAll = true;
        passage.Next = guarded => Write(guarded.Refusal is null ? JsonText.Unescape(guarded.Frame.Bytes).Split('\n') : [FormattableString.Invariant($"({lines.Count} line(s) withheld by a guardrail)")], dropped, lines.Count);
        _pipeline.PassQueued(passage); // one that fails is refused, and one of our own faults must not end the process
    }

    private void Write(string[] lines, long dropped, int count)
    {
        var stamp = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(CultureInfo.InvariantCulture, $"{stamp} [{_process}] {Printable.Line(line, int.MaxValue)}\n");
        if (dropped > 0) text.Append(CultureInfo.InvariantCulture, $"{stamp} [{_process}] ({dropped} line(s) dropped: more than {StderrLines.PerSecond / 1024} KB a second)\n");
        if (text.Length > 0 && !_file.TryAppend(text.ToString())) Interlocked.Add(ref _unwritten, dropped + count);
        GoOn();
    }

    private void GoOn()
    {
        lock (_lock)
        {
            if (_lines.HasAny)
            {
                _timer.Change(_isOver ? TimeSpan.Zero : Gathering, Timeout.InfiniteTimeSpan);
                return;
            }

            _busy?.TrySetResult();
            _busy = null;
            if (_isOver) _timer.Dispose();
        }
    }
}
