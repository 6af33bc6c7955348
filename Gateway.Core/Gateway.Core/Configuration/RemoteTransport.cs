namespace Gateway.Core.Configuration;

/// <summary>How a remote server is spoken to.</summary>
internal enum RemoteTransport
{
    /// <summary>Streamable HTTP, and the old HTTP+SSE when the server does not know it.</summary>
    Detected,

    StreamableHttp,

    /// <summary>HTTP+SSE of revision 2024-11-05.</summary>
    Sse,
}
