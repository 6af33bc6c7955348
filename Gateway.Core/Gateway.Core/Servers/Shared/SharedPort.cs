using System.Buffers;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>One session's way to a shared server: to the session it looks like a process of its own.</summary>
/// <param name="run">The life of the server that it belongs to; when that ends, the port does.</param>
/// <param name="leave">Tells the hub that the session has gone; completes when the server has ended, if it ends with it.</param>
/// <param name="bound">How many bytes may wait for the session.</param>
internal sealed class SharedPort(SharedRun run, Func<SharedPort, Task> leave, long bound) : IServerConnection
{
    private readonly MessageQueue _queue = new(bound);
    private volatile string? _end;

    public event Action<int>? Reopened;

    public event Action<string?>? TroubleChanged;

    public event Action<string>? Remarked;

    public SharedRun Run => run;

    /// <summary>It takes and gives nothing any more.</summary>
    public bool HasEnded => _end is not null;

    /// <summary>Its open requests by the session's ids. Under the lock of the run, as all that follows.</summary>
    public Dictionary<RequestId, SharedCall> Calls { get; } = [];

    /// <summary>How many of them it works on, and until when it counts as working after the last one.</summary>
    public int Working { get; set; }

    public long WorkedUntil { get; set; }

    /// <summary>The log messages that its session has asked for; null when it has not.</summary>
    public LoggingLevel? Level { get; set; }

    /// <summary>The resources whose updates it wants; null before the first.</summary>
    public HashSet<string>? Uris { get; set; }

    /// <summary>The tasks that it has started; null before the first.</summary>
    public HashSet<string>? Tasks { get; set; }

    public IMessageSource OpenOutput(long maxMessage) => new QueueSource(_queue);

    public IByteWriter OpenInput() => new PortWriter(this);

    public void KeepStderr(string? folder, string server, GuardrailPipeline pipeline) => run.KeepStderr(folder, server, pipeline);

    /// <summary>The same sentence for every port of the run.</summary>
    public string WaitForEnd() => _end ?? "it has ended";

    public void GiveUp() => run.EndIfSilent();

    public Task StopAsync()
    {
        End("the session has left it");
        return leave(this);
    }

    /// <summary>Closes its output; the first reason counts.</summary>
    public void End(string reason)
    {
        if (Interlocked.CompareExchange(ref _end, reason, null) is null) _queue.Complete();
    }

    /// <summary>Hands a message of the server to the session, some of its parts replaced. Not under the lock of the run.</summary>
    /// <param name="message">The message.</param>
    /// <param name="splices">What takes the place of its parts.</param>
    /// <param name="parent">The session's id of the request that it belongs to; 0 for none.</param>
    public void Deliver(ReadOnlySpan<byte> message, Splices splices = default, long parent = 0)
    {
        if (HasEnded) return;
        var length = splices.SizeOf(message);
        var pooled = ArrayPool<byte>.Shared.Rent(length);
        splices.Write(message, pooled);
        if (_queue.TryAdd(new(pooled, length, parent))) return;
        ArrayPool<byte>.Shared.Return(pooled);
        End("the session did not read what the shared server sent it: its queue is over the bound, and the others do not wait for it");
        _ = leave(this);
    }

    public void RaiseReopened(int lostCalls) => Reopened?.Invoke(lostCalls);

    public void RaiseTrouble(string? trouble) => TroubleChanged?.Invoke(trouble);

    public void RaiseRemark(string remark) => Remarked?.Invoke(remark);
}
