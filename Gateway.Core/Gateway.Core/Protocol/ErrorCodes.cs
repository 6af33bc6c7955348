namespace Gateway.Core.Protocol;

/// <summary>JSON-RPC error codes: those of the standard, and the gateway's own in the range the standard leaves to servers.</summary>
internal static class ErrorCodes
{
    /// <summary>JSON-RPC 2.0 §5.1.</summary>
    public const int ParseError = -32700;

    /// <summary>JSON-RPC 2.0 §5.1.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>JSON-RPC 2.0 §5.1.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>JSON-RPC 2.0 §5.1; MCP uses it for an unknown tool and for a bad cursor too.</summary>
    public const int InvalidParams = -32602;

    /// <summary>JSON-RPC 2.0 §5.1.</summary>
    public const int InternalError = -32603;

    /// <summary>A guardrail refused a message that is not a tool call.</summary>
    public const int Blocked = -32080;

    /// <summary>The server's queue or the table of calls in flight is full; the call was not sent.</summary>
    public const int Busy = -32081;

    /// <summary>The server did not answer in time.</summary>
    public const int CallTimeout = -32082;

    /// <summary>The server ended, or its pipe broke, before it answered.</summary>
    public const int ServerLost = -32083;

    /// <summary>The server is not running: it failed to start, is disabled, or is not ready in time.</summary>
    public const int ServerUnavailable = -32084;

    /// <summary>The server's answer cannot be passed on: too large, too deep or not a JSON-RPC message.</summary>
    public const int BadAnswer = -32085;
}
