namespace Gateway.Core.Protocol;

/// <summary>What a JSON-RPC 2.0 message is.</summary>
internal enum FrameKind
{
    Invalid,
    Request,
    Notification,
    Result,
    Error,
}
