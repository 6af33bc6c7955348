namespace Gateway.Core.Protocol;

/// <summary>JSON-RPC error codes: those of the standards, and the gateway's own.</summary>
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

    /// <summary>MCP until 2025-11-25: there is no such resource; since 2026-07-28 it is <see cref="InvalidParams"/>.</summary>
    public const int ResourceNotFound = -32002;

    /// <summary>MCP 2025-11-25 only: the user must visit a URL before the call can be made.</summary>
    public const int UrlElicitationRequired = -32042;

    /// <summary>MCP 2026-07-28: the call needs something of the client that it has not declared.</summary>
    public const int MissingClientCapability = -32021;

    /// <summary>MCP 2026-07-28: the HTTP headers do not say what the body says.</summary>
    public const int HeaderMismatch = -32020;

    /// <summary>MCP 2026-07-28: the request names a revision that is not spoken here; <c>data.supported</c> names those that are.</summary>
    public const int UnsupportedProtocolVersion = -32022;

    // The gateway's own stay outside of -32768 to -32000, which JSON-RPC 2.0 and MCP keep for themselves (MCP 2026-07-28, basic, "Error Codes").

    /// <summary>A guardrail refused a message that is not a tool call.</summary>
    public const int Blocked = -31080;

    /// <summary>The server's queue or the table of calls in flight is full; the call was not sent.</summary>
    public const int Busy = -31081;

    /// <summary>The server did not answer in time.</summary>
    public const int CallTimeout = -31082;

    /// <summary>The server ended, or its pipe broke, before it answered.</summary>
    public const int ServerLost = -31083;

    /// <summary>The server is not running: it failed to start, is disabled, or is not ready in time.</summary>
    public const int ServerUnavailable = -31084;

    /// <summary>The server's answer cannot be passed on: too large, too deep or not a JSON-RPC message.</summary>
    public const int BadAnswer = -31085;
}
