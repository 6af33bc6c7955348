using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Asks a server something that changes nothing, to see whether it answers: <c>ping</c>, or <c>server/discover</c> in the stateless era.</summary>
internal sealed class ServerProbe(Func<IRemoteTransport> transport)
{
    private OutgoingMessage? _discover;
    private bool _isModern;
    private long _lastId;

    /// <summary>Learns from what the gateway sends how the server wants to be spoken to.</summary>
    public void Note(OutgoingMessage request)
    {
        _isModern = request.IsModern;
        if (request.Method == Methods.ServerDiscover) _discover = request;
    }

    /// <exception cref="RemoteFault">It does not answer. An error that it answers with is an answer.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task TryAsync(CancellationToken cancellationToken)
    {
        var id = $"mcp-gateway-try-{++_lastId}";
        var message = _isModern && _discover is not null ? _discover.WithId(id) : OutgoingMessage.Read(Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":\"{id}\",\"method\":\"ping\"}}"));
        using var exchange = new Exchange(message, static _ => { }) { Own = new() };
        using var registration = cancellationToken.UnsafeRegister(static state => ((Exchange)state!).Abort(), exchange);
        try
        {
            await transport().SendAsync(exchange).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (exchange.Fault is { } fault)
        {
            throw fault;
        }
    }
}
