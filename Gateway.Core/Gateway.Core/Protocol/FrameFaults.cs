namespace Gateway.Core.Protocol;

/// <summary>The code and the sentence that a peer gets for a fault; both are fixed texts, so nothing of the message is repeated.</summary>
internal static class FrameFaults
{
    public static int Code(this FrameFault fault) => fault switch
    {
        FrameFault.InvalidJson or FrameFault.InvalidUtf8 => ErrorCodes.ParseError,
        FrameFault.Unhandled => ErrorCodes.InternalError,
        _ => ErrorCodes.InvalidRequest,
    };

    public static string Sentence(this FrameFault fault) => fault switch
    {
        FrameFault.InvalidUtf8 => "Parse error: the message is not valid UTF-8.",
        FrameFault.InvalidJson => "Parse error: the line is not one JSON value.",
        FrameFault.TooDeep => "The message is nested too deeply for the gateway (its limit is the setting maxDepth).",
        FrameFault.TooLarge => "The message is too large for the gateway (its limit is the setting maxMessageBytes).",
        FrameFault.Batch => "Batches are not supported: send each JSON-RPC message on a line of its own.",
        FrameFault.NotAnObject => "Invalid request: a JSON-RPC message is an object.",
        FrameFault.Unhandled => "The gateway failed on this message, and did not pass it on. Please report it.",
        FrameFault.InvalidId => "Invalid request: the id must be a string or a number.",
        FrameFault.DoubledMember => "Invalid request: a member that decides the routing appears twice (names are compared without case).",
        _ => "Invalid request: not a JSON-RPC 2.0 request, notification or response.",
    };
}
