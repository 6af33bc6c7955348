using Gateway.Core.Protocol;

namespace Gateway.Core.Servers;

/// <summary>Finds out of which era a server is, and opens it: with <c>initialize</c>, or with <c>server/discover</c>.</summary>
/// <remarks>
/// A server that speaks both is spoken to as the client speaks. A legacy client's servers are asked for <c>initialize</c>
/// first, so the many legacy servers get no request that they do not know; what was learned is remembered.
/// </remarks>
internal sealed class Opening(ChildServer server, Introduction client, KnownServer known, TimeSpan limit, CancellationToken cancellationToken)
{
    // Long enough for an answer of a program that runs, and nobody notices it: a start takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is known of the server now.</summary>
    public KnownServer Known { get; private set; } = known;

    /// <param name="relaunch">Starts the server anew: it has ended on a request that it does not know.</param>
    /// <exception cref="ServerException">It cannot be opened.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="OperationCanceledException">The session ended.</exception>
    public ServerIntroduction Open(Action relaunch)
    {
        var asksFirst = client.IsModern ? Known.Discovers != false : Known.Initializes == false;
        return asksFirst ? DiscoverFirst(relaunch) : InitializeFirst();
    }

    private ServerIntroduction InitializeFirst()
    {
        using var request = Handshake.Begin(server, client);
        var answer = request.Wait(limit, cancellationToken);
        if (answer.Envelope.Kind == FrameKind.Error && Discover() is { } modern)
        {
            Known = Known with { Initializes = false, Discovers = true };
            return modern;
        }

        var legacy = Handshake.End(server, answer);
        Known = Known with { Initializes = true };
        return legacy;
    }

    private ServerIntroduction? Discover()
    {
        using var request = Discovery.Begin(server);
        return Discovered(request.Wait(limit, cancellationToken));
    }

    private ServerIntroduction? Discovered(Frame answer)
    {
        if (!Discovery.IsToBeRepeated(answer)) return Discovery.End(answer);
        using var again = Discovery.Begin(server);
        return Discovery.End(again.Wait(limit, cancellationToken));
    }

    private ServerIntroduction DiscoverFirst(Action relaunch)
    {
        server.IsProbed = true;
        try
        {
            using var discover = Discovery.Begin(server);
            // Silence may be a program that still starts: then initialize waits behind, and the first answer tells.
            using var initialize = Wait(discover, null) ? null : Handshake.Begin(server, client);
            if (initialize is null || Wait(discover, initialize))
            {
                if (Discovered(discover.Wait(limit, cancellationToken)) is { } modern)
                {
                    Known = Known with { Discovers = true };
                    return modern;
                }
            }

            Known = Known with { Discovers = false, Initializes = true };
            if (initialize is not null) return Handshake.End(server, initialize.Wait(limit, cancellationToken));
        }
        catch (ServerException) when (!server.IsRunning)
        {
            Known = Known with { Discovers = false, Initializes = true };
            server.IsProbed = false;
            relaunch();
        }
        finally
        {
            server.IsProbed = false;
        }

        using var request = Handshake.Begin(server, client);
        return Handshake.End(server, request.Wait(limit, cancellationToken));
    }

    // Whether the first is answered: of one, after a little patience; of two, before the other.
    private bool Wait(OwnRequest first, OwnRequest? second)
    {
        WaitHandle[] handles = second is null ? [first.IsAnswered, cancellationToken.WaitHandle] : [first.IsAnswered, cancellationToken.WaitHandle, second.IsAnswered];
        var answered = WaitHandle.WaitAny(handles, second is null ? Patience : limit);
        cancellationToken.ThrowIfCancellationRequested();
        if (answered == WaitHandle.WaitTimeout && second is not null) throw new TimeoutException();
        return answered == 0;
    }
}
