using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Opens another session with the words that opened the first.</summary>
internal static class Reintroduction
{
    private static readonly byte[] Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}"""u8.ToArray();

    private static long _lastId;

    /// <param name="initialize">The gateway's <c>initialize</c>; it goes out under an id of its own.</param>
    /// <param name="sendAsync">Sends a message, and is done when its answer was delivered.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="RemoteFault">There is no new session.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<McpSession> RunAsync(OutgoingMessage initialize, Func<Exchange, Task> sendAsync, CancellationToken cancellationToken)
    {
        using var asked = new Exchange(initialize.WithId($"mcp-gateway-reopen-{Interlocked.Increment(ref _lastId)}"), static _ => { }) { Own = new() };
        await SendAsync(asked, sendAsync, cancellationToken).ConfigureAwait(false);
        var answer = await asked.Own.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var frame = Frame.Of(answer);
        var isResult = EnvelopeReader.Read(frame, int.MaxValue) == FrameFault.None && frame.Envelope.Kind == FrameKind.Result;
        var session = isResult ? McpSession.Of(asked.OfferedSession, answer) : McpSession.None;
        if (session.Version is null) throw new RemoteFault("refused to initialize", ErrorCodes.ServerLost);
        using var initialized = new Exchange(OutgoingMessage.Read(Initialized), static _ => { }) { Session = session };
        await SendAsync(initialized, sendAsync, cancellationToken).ConfigureAwait(false);
        return session;
    }

    private static async Task SendAsync(Exchange exchange, Func<Exchange, Task> sendAsync, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((Exchange)state!).Abort(), exchange);
        try
        {
            await sendAsync(exchange).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (exchange.Fault is { } fault)
        {
            throw fault;
        }
    }
}
