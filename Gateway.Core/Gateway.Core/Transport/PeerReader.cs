using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Transport;

/// <summary>Reads the messages of one peer, on a thread of its own or as they are brought, and survives a guardrail that never returns: a fresh thread goes on.</summary>
internal sealed class PeerReader : ITurnHolder
{
    private readonly IPeerHandler _handler;
    private readonly GuardrailPipeline _pipeline;
    private readonly int _maxDepth;
    private readonly string _name;
    private volatile ReaderThread _current;
    private int _hasEnded;

    public PeerReader(string name, Stream stream, IPeerHandler handler, GuardrailPipeline pipeline, Configuration.GatewaySettings settings)
        : this(name, new LineBuffer(stream, settings.MaxMessageBytes), handler, pipeline, settings)
    {
    }

    public PeerReader(string name, IMessageSource source, IPeerHandler handler, GuardrailPipeline pipeline, Configuration.GatewaySettings settings)
    {
        (_name, _handler, _pipeline, _maxDepth) = (name, handler, pipeline, settings.MaxDepth);
        _current = new(source);
    }

    public Turn Turn => _current.Turn;

    public void Start()
    {
        if (!_pipeline.IsEmpty) _pipeline.Watchdog.Watch(this);
        if (!_current.Source.TryCall(() => Run(_current, null))) Start(_current, null);
    }

    /// <summary>The passage goes on by a thread that has the rest of the stream for itself.</summary>
    public void TakeOver(Turn turn)
    {
        var stuck = _current;
        if (stuck.Turn != turn) return;
        _pipeline.Blame(turn);
        var fresh = new ReaderThread(stuck.Source.Fork());
        _current = fresh;
        stuck.Batch.Flush(); // what earlier lines of the same read have sent
        Start(fresh, turn.Passage);
    }

    private void Start(ReaderThread thread, Passage? overdue) =>
        new Thread(() => Run(thread, overdue), 256 * 1024) { IsBackground = true, Name = _name }.Start();

    private void Run(ReaderThread thread, Passage? overdue)
    {
        Exception? cause = null;
        FlushBatch.Current = thread.Batch;
        try
        {
            if (overdue is not null)
            {
                _handler.OnTakenOver(overdue, thread);
                if (!thread.Source.HasMore) thread.Batch.Flush(); // the loop flushes only after a message, and there may be none for long
            }

            Loop(thread);
            if (!thread.Source.IsEnded)
            {
                FlushBatch.Current = null;
                return; // called again when something comes; another thread may be already
            }
        }
        catch (TurnTakenException)
        {
            FlushBatch.Current = null; // the thread may be the pool's
            return;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            cause = exception;
        }

        thread.Batch.Flush();
        FlushBatch.Current = null;
        _pipeline.Watchdog.Forget(this);
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0) _handler.OnEnd(cause);
    }

    private void Loop(ReaderThread thread)
    {
        var source = thread.Source;
        while (source.TryRead(out var start, out var length, out var fault))
        {
            if (fault == LineFault.TooLong) ReadOver(source);
            else Handle(thread, start, length);
            if (!source.HasMore) thread.Batch.Flush();
        }
    }

    private void Handle(ReaderThread thread, int start, int length)
    {
        var frame = thread.Frame;
        frame.Set(thread.Source.Bytes, start, length, thread.Source.Parent);
        if (IsBlank(frame.Bytes)) return;
        var fault = EnvelopeReader.Read(frame, _maxDepth);
        if (fault == FrameFault.None && TryHandle(frame, thread)) return;
        if (fault == FrameFault.None) fault = FrameFault.Unhandled;

        var id = fault == FrameFault.Batch ? null : TopLevelId.In(frame.Bytes);
        _handler.OnFault(fault, id?.Id, id?.HasMethod ?? false, frame.Parent);
    }

    // A fault of our own costs one message, never the process with all its servers.
    private bool TryHandle(Frame frame, ReaderThread thread)
    {
        try
        {
            _handler.OnFrame(frame, thread);
            return true;
        }
        catch (Exception exception) when (exception is not (TurnTakenException or IOException or ObjectDisposedException))
        {
            return false;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        foreach (var b in line)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return false;
        }

        return true;
    }

    private void ReadOver(IMessageSource source)
    {
        var id = new TopLevelId();
        source.Discard(id.Feed);
        _handler.OnFault(FrameFault.TooLarge, id.Id, id.HasMethod, source.Parent);
    }
}
