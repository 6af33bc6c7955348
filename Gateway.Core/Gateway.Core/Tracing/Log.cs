using Microsoft.Extensions.Logging;

namespace Gateway.Core.Tracing;

/// <summary>Log lines: counts and names, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "tracer {Tracer} failed: {Failure}; what it loses is counted, later failures are not reported")]
    public static partial void TracerFailed(ILogger logger, string tracer, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "tracer {Tracer} did not take its last records in time")]
    public static partial void TracerLate(ILogger logger, string tracer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "tracer {Tracer} was too slow for {Dropped} record(s), which are lost")]
    public static partial void TracerDropped(ILogger logger, string tracer, long dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "tracer {Tracer} failed on {Failed} record(s), which are lost")]
    public static partial void TracerLost(ILogger logger, string tracer, long failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "no guardrail is enabled, so nothing masks the arguments and results that {Tracers} records; add --enable-guardrails")]
    public static partial void NothingMasks(ILogger logger, string tracers);
}
