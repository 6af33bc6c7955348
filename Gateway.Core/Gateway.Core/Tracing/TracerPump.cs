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
        _loop = Task.Run(RunAsync);
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
            Log.TracerLate(_log, Name);
        }

        if (Dropped > 0) Log.TracerDropped(_log, Name, Dropped);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<CallRecord>(LargestBatch);
        while (await _records.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < LargestBatch && _records.Reader.TryRead(out var record)) batch.Add(record);
            try
            {
                await _tracer.TraceAsync([.. batch], _end.Token).ConfigureAwait(false);
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
