using Gateway.Core.Protocol;
using Gateway.Core.Routing;

namespace Gateway.Core.Servers;

/// <summary>A request of the gateway's own that a server has not answered yet. Disposing of it forgets it.</summary>
internal sealed class OwnRequest(InFlightTable calls, InFlight request, PendingReply reply) : IDisposable
{
    /// <summary>Its id, as the server knows it.</summary>
    public long Id => request.Id;

    /// <summary>Set when there is an answer, or will be none.</summary>
    public WaitHandle IsAnswered => reply.WaitHandle;

    /// <exception cref="ServerException">There will be no answer.</exception>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    /// <exception cref="OperationCanceledException">The session ended.</exception>
    public Frame Wait(TimeSpan limit, CancellationToken cancellationToken) => reply.Wait(limit, cancellationToken);

    public void Dispose()
    {
        calls.Remove(request.Id);
        reply.Dispose();
    }
}
