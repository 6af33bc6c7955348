using EndToEnd.Running;

namespace EndToEnd.Chaos;

/// <summary>One call and what its server is told to do about it.</summary>
internal sealed record ChaosCall
{
    public required int Number { get; init; }

    public required int Server { get; init; }

    public required string Tool { get; init; }

    public required string Act { get; init; }

    /// <summary>The client takes it back right after it: then it may be answered, and need not.</summary>
    public required bool IsCancelled { get; init; }

    public void WriteTo(RawClient gateway)
    {
        var token = Act == "progress" ? $$"""
            ,"_meta":{"progressToken":{{Number}}}
            """ : "";
        gateway.Write($$$"""{"jsonrpc":"2.0","id":{{{Number}}},"method":"tools/call","params":{"name":"s{{{Server}}}_{{{Tool}}}","arguments":{"number":{{{Number}}},"act":"{{{Act}}}"}{{{token}}}}}""");
        if (IsCancelled) gateway.Write($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{Number}}}}}""");
    }
}
