namespace Gateway.Http.Streams;

/// <summary>How much the streams of one session keep together for a client that comes back.</summary>
internal sealed class ResumeBudget(long limit)
{
    /// <summary>What one stream keeps while nobody is connected to it.</summary>
    public const long OfAbsentReader = 256_000;

    private long _used;

    public bool IsOver => Interlocked.Read(ref _used) > limit;

    public void Add(long bytes) => Interlocked.Add(ref _used, bytes);
}
