namespace Gateway.Core.Protocol;

/// <summary>The members that decide where a message goes. A doubled one is refused: two readers could route it differently.</summary>
internal enum EnvelopeMember
{
    None,
    JsonRpc,
    Id,
    Method,
    Params,
    Result,
    Error,
    Name,
    Uri,
    Arguments,
    Meta,
    RequestId,
    TaskId,
    RequestState,
    ProgressToken,
    Cursor,
    IsError,
    Task,
    InputResponses,
    ResultType,
}
