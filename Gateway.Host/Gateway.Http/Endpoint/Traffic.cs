namespace Gateway.Http.Endpoint;

/// <summary>How many requests have come.</summary>
internal sealed class Traffic
{
    private long _begun;

    public long Begun => Interlocked.Read(ref _begun);

    public void Begin() => Interlocked.Increment(ref _begun);
}
