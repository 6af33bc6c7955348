using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>What the parts of the way to one remote server share.</summary>
internal sealed class RemoteContext
{
    public required string Server { get; init; }

    public required HttpLink Link { get; init; }

    public required Inbox Inbox { get; init; }

    public required Exchanges Exchanges { get; init; }

    public required GatewaySettings Settings { get; init; }

    public RemoteTimes Times { get; init; } = new();

    /// <summary>Cancelled when the gateway lets the server go.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>A new session took the place of a lost one, and so many calls were lost with that.</summary>
    public required Action<int> OnReopened { get; init; }

    /// <summary>Whether the server is asked at all.</summary>
    public required CircuitBreaker Breaker { get; init; }

    /// <summary>The server is lost for good, and why.</summary>
    public required Action<RemoteFault> OnLost { get; init; }

    /// <summary>Passes a received message on, to whoever waits for it; its buffer is from the shared pool and given away.</summary>
    /// <param name="pooled">The message.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="exchange">The request on whose stream it came; null for a stream of no request.</param>
    /// <returns>Whether it was the answer to that request.</returns>
    public async ValueTask<bool> DeliverAsync(byte[] pooled, int length, Exchange? exchange)
    {
        var isAnswer = exchange is not null && IncomingId.Answers(pooled.AsSpan(0, length), exchange.Message) && exchange.TryAnswer();
        if (isAnswer && exchange!.Own is { } own) own.TrySetResult(pooled[..length]);
        else await Inbox.AddAsync(pooled, length, exchange?.Message.Number ?? 0, isAnswer, exchange?.Token ?? Ending.Token).ConfigureAwait(false);
        return isAnswer;
    }

    /// <summary>Another session has taken the place of a lost one: what the gateway knows of the server may be over.</summary>
    public void Reopen(McpSession opened, int lostCalls)
    {
        foreach (var list in opened.Lists) Inbox.Add(Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"method\":\"notifications/{list}/list_changed\"}}"));
        Breaker.Succeed();
        OnReopened(lostCalls);
    }

    /// <summary>Answers in the server's place.</summary>
    public void Answer(Exchange exchange, byte[] answer)
    {
        if (!exchange.TryAnswer()) return;
        if (exchange.Own is { } own) own.TrySetResult(answer);
        else Inbox.Answer(exchange.Message, answer);
    }

    /// <summary>Tells the sender of a request that there will be no answer.</summary>
    public void Fail(Exchange exchange, RemoteFault fault)
    {
        if (exchange.IsAnswered) return;
        if (exchange.Own is { } own) own.TrySetException(fault);
        else if (exchange.Message.IsRequest) Answer(exchange, Inbox.Error(exchange.Message, fault, Server));
    }
}
