using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Tracing;

/// <summary>Feeds one tracer from a bounded queue of its own: a slow tracer loses records, which are counted, and delays nobody.</summary>
internal sealed class TracerPump : IAsyncDisposable
{
    private const int Capacity = 4096;
    private const int LargestBatch = 256;
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<CallRecord> _records;
    private readonly CancellationTokenSource _end = new();
    private readonly ITracer _tracer;
    private readonly ILogger _log;
    private readonly Task _loop;
    private long _dropped;
    private bool _hasFailed;

    public TracerPump(string name, ITracer tracer, bool wantsPayloads, ILogger log)
    {
        (Name, _tracer, WantsPayloads, _log) = (name, tracer, wantsPayloads, log);
        _records = Channel.CreateBounded<CallRecord>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite },
            _ => Interlocked.Increment(ref _dropped));
        var end = _end.Token;
        _loop = Task.Run(() => RunAsync(end), CancellationToken.None);
    }

    public string Name { get; }

    public bool WantsPayloads { get; }

    /// <summary>Records that found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Post(CallRecord record) => _records.Writer.TryWrite(record);

    /// <summary>Gives the tracer what is queued, for five seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        _records.Writer.TryComplete();
        try
        {
            await _loop.WaitAsync(ShutdownLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _end.CancelAsync().ConfigureAwait(false);
            Interlocked.Add(ref _dropped, _records.Reader.Count);
            Log.TracerLate(_log, Name);
        }

        if (Dropped > 0) Log.TracerDropped(_log, Name, Dropped);
        // Not disposed: a tracer that is still at work may hold its token.
    }

    private async Task RunAsync(CancellationToken end)
    {
        var batch = new List<CallRecord>(LargestBatch);
        while (!end.IsCancellationRequested && await _records.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (batch.Count < LargestBatch && _records.Reader.TryRead(out var record)) batch.Add(record);
            try
            {
                await _tracer.TraceAsync([.. batch], end).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return; // late, and told so already
            }
            catch (Exception exception)
            {
                // The type says enough; a message may quote what the records hold.
                if (!_hasFailed) Log.TracerFailed(_log, Name, exception.GetType().Name);
                _hasFailed = true;
            }

            batch.Clear();
        }
    }
}
