using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Answers tools/list, and tells the client when what it was told is no longer true.</summary>
internal sealed class ToolsListing(SessionContext session)
{
    private static ReadOnlySpan<byte> ListChanged => """{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"""u8;

    private int _wasListed;

    /// <summary>Answers when every server is ready or has failed, at the latest after the list time-out.</summary>
    public void Answer(InFlight call)
    {
        var settled = Task.WhenAll(session.Servers.Select(server => server.Settled));
        if (settled.IsCompleted) Send(call);
        else _ = AnswerLaterAsync(call, settled);
    }

    /// <summary>A server's tools are others than before.</summary>
    public void OnChanged()
    {
        // Before the first listing there is nothing to correct.
        if (Volatile.Read(ref _wasListed) == 1) session.Client.Send(ListChanged);
    }

    private async Task AnswerLaterAsync(InFlight call, Task settled)
    {
        try
        {
            await settled.WaitAsync(session.Settings.ListTimeout, session.Time, session.Ending.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (var late in session.Servers.Where(server => server.State == ServerState.Starting)) Log.ListedWithout(session.Log, late.Name);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Send(call);
    }

    private void Send(InFlight call)
    {
        if (!call.TryFinish()) return;
        session.Calls.Remove(call);
        // Set first: a server that comes in between announces itself, at worst once too often.
        Volatile.Write(ref _wasListed, 1);
        session.Answer(call.OriginalId, session.Catalog.Listing);
        session.Tracing.Record(call, "ok", null);
    }
}
