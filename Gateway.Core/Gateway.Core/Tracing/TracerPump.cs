using Gateway.Core.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Tracing;

/// <summary>Feeds one tracer from a bounded queue of its own: a slow tracer loses records, which are counted, and delays nobody.</summary>
/// <remarks>A thread of its own and not the pool's: a tracer that blocks must not take a thread that calls need. It is started by the first record.</remarks>
internal sealed class TracerPump(string name, ITracer tracer, bool wantsPayloads, TraceMask mask, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(5);

    // How long a record waits at most for others to share its batch.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(25);

    private readonly TracerQueue _queue = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _hasEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isStarted;
    private int _isDisposed;
    private bool _hasFailed;
    private bool _isFailing;
    private long _written;
    private long _dropped;
    private long _failed;

    public string Name { get; } = name;

    public bool WantsPayloads { get; } = wantsPayloads;

    public TracerCounters Counters => new() { Written = Interlocked.Read(ref _written), Dropped = Interlocked.Read(ref _dropped), Failed = Interlocked.Read(ref _failed), IsFailing = Volatile.Read(ref _isFailing) };

    public void Post(ITracedCall trace)
    {
        if (Volatile.Read(ref _isDisposed) == 1) return; // late, and nobody's fault
        if (!_queue.TryAdd(trace)) Interlocked.Increment(ref _dropped);
        else if (Volatile.Read(ref _isStarted) == 0 && Interlocked.Exchange(ref _isStarted, 1) == 0) new Thread(Run, 512 * 1024) { IsBackground = true, Name = $"tracer {Name}" }.Start();
    }

    /// <summary>Gives the tracer what is queued, for five seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _queue.Close();
        // From here on nobody else starts it.
        if (Interlocked.Exchange(ref _isStarted, 1) == 0) _hasEnded.SetResult();
        try
        {
            await _hasEnded.Task.WaitAsync(ShutdownLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _end.CancelAsync().ConfigureAwait(false);
            Interlocked.Add(ref _dropped, _queue.Count);
            Log.TracerLate(log, Name);
        }

        var counters = Counters;
        if (counters.Dropped > 0) Log.TracerDropped(log, Name, counters.Dropped);
        if (counters.Failed > 0) Log.TracerLost(log, Name, counters.Failed);
        // The source is not disposed: a tracer that is still at work may hold its token.
    }

    private void Run()
    {
        var batch = new List<ITracedCall>();
        while (!_end.IsCancellationRequested && _queue.TryTake(batch))
        {
            CallRecord[] records = [.. batch.Select(Record).OfType<CallRecord>()];
            try
            {
                if (records.Length > 0) Give(records);
                Interlocked.Add(ref _written, records.Length);
                Volatile.Write(ref _isFailing, false);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                break; // late, and told so already
            }
            catch (Exception exception)
            {
                Volatile.Write(ref _isFailing, true);
                Tell(exception);
                Interlocked.Add(ref _failed, records.Length);
            }

            batch.Clear();
            _queue.Gather(Moment);
        }

        _hasEnded.TrySetResult();
    }

    private void Give(CallRecord[] records)
    {
        var task = tracer.TraceAsync(records, _end.Token);
        // This thread has nothing else to do than to wait.
        if (task.IsCompleted) task.GetAwaiter().GetResult();
        else task.AsTask().GetAwaiter().GetResult();
    }

    // Null when it cannot be made: what somebody put into one call must not take others out of the trace.
    private CallRecord? Record(ITracedCall trace)
    {
        try
        {
            return trace.ToRecord(mask, WantsPayloads);
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _failed);
            Tell(exception);
            return null;
        }
    }

    private void Tell(Exception exception)
    {
        if (_hasFailed) return;
        _hasFailed = true;
        // Of others the type says enough; a message may quote what the records hold.
        var what = exception is TracerException told ? Printable.Line(told.Message) : exception.GetType().Name;
        Log.TracerFailed(log, Name, what);
    }
}
