namespace Gateway.Core.Tracing;

/// <summary>A finished call that waits for tracers.</summary>
internal interface ITracedCall
{
    /// <summary>How many bytes it holds, roughly.</summary>
    int Size { get; }

    /// <summary>The record of it; called on a tracer's thread.</summary>
    CallRecord ToRecord(TraceMask mask, bool withPayloads);
}
