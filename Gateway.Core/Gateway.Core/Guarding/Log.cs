using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>Log lines: counts and names, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "guardrail {Guardrail} failed on a message: {Kind} ({Exception})")]
    public static partial void GuardrailFailed(ILogger logger, string guardrail, string kind, string exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "a message could not be checked and was refused: {Exception} in the gateway itself; please report it")]
    public static partial void PipelineFailed(ILogger logger, string exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "guardrail {Guardrail} did not return in time; its message got the failure action")]
    public static partial void GuardrailStuck(ILogger logger, string guardrail);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}", SkipEnabledCheck = true)]
    public static partial void Acted(ILogger logger, string line);
}
