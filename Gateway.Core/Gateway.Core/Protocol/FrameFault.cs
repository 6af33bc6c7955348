namespace Gateway.Core.Protocol;

/// <summary>Why a line is not a message that the gateway handles.</summary>
internal enum FrameFault
{
    None,
    InvalidUtf8,
    InvalidJson,
    TooDeep,
    TooLarge,
    Batch,
    NotAnObject,
    NotJsonRpc,
    InvalidId,
    DoubledMember,
    Unhandled,
}
