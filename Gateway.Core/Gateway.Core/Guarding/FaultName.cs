using System.Diagnostics;

namespace Gateway.Core.Guarding;

/// <summary>An exception for the log: its type and the frame that threw. Never its message, which may quote what was read.</summary>
internal static class FaultName
{
    public static string Of(Exception? exception)
    {
        if (exception is null) return "-";
        var method = new StackTrace(exception).GetFrame(0)?.GetMethod();
        return method is null ? exception.GetType().Name : $"{exception.GetType().Name} at {method.DeclaringType?.Name}.{method.Name}";
    }
}
