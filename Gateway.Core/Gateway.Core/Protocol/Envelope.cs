namespace Gateway.Core.Protocol;

/// <summary>What routing must know of a message: offsets found in one pass, nothing decoded.</summary>
internal struct Envelope
{
    public FrameKind Kind;

    /// <summary>The raw <c>id</c>, quotes included.</summary>
    public Slice Id;

    /// <summary>The raw <c>method</c>, quotes included.</summary>
    public Slice Method;

    public Slice Params;
    public Slice Result;
    public Slice Error;

    /// <summary>The raw <c>params.name</c>, quotes included.</summary>
    public Slice Name;

    /// <summary>The raw <c>params.arguments</c>.</summary>
    public Slice Arguments;

    /// <summary>The raw <c>params.uri</c>, quotes included.</summary>
    public Slice Uri;

    /// <summary><c>params.cursor</c>, quotes included.</summary>
    public Slice Cursor;

    /// <summary><c>params.requestId</c> of <c>notifications/cancelled</c>.</summary>
    public Slice RequestId;

    /// <summary><c>params._meta.progressToken</c> of a request, <c>params.progressToken</c> of a notification.</summary>
    public Slice ProgressToken;

    /// <summary><c>params._meta.progressToken</c>, whatever the message is.</summary>
    public Slice MetaProgressToken;

    /// <summary><c>params._meta</c>: an object, or what a client wrote for none.</summary>
    public Slice Meta;

    /// <summary>The keys of <c>params._meta</c> that MCP reserves (2026-07-28, basic "_meta").</summary>
    public ReservedMeta Reserved;

    /// <summary><c>params.task</c>: the caller wants a task (2025-11-25).</summary>
    public Slice Task;

    /// <summary><c>params.taskId</c>, quotes included.</summary>
    public Slice TaskId;

    /// <summary><c>params.requestState</c>, quotes included.</summary>
    public Slice RequestState;

    /// <summary><c>params.inputResponses</c>.</summary>
    public Slice InputResponses;

    /// <summary><c>result.resultType</c>, quotes included.</summary>
    public Slice ResultType;

    /// <summary><c>result._meta</c>.</summary>
    public Slice ResultMeta;

    /// <summary>There are members beside those of JSON-RPC: passed on like all else, so guardrails look at them too.</summary>
    public bool HasExtras;

    /// <summary><c>result.isError</c> is true.</summary>
    public bool IsToolError;

    /// <summary>What guardrails look at: params, result or error.</summary>
    public readonly Slice Payload => Kind switch
    {
        FrameKind.Result => Result,
        FrameKind.Error => Error,
        _ => Params,
    };
}
