using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Shared;

/// <summary>Reads what a shared server writes. It waits for nobody; each session's own reader looks at what it hands on.</summary>
internal sealed class SharedReader(string name, IMessageSource source, int maxDepth, Action<Frame> onFrame, Action<FrameFault, byte[]?, bool> onFault, Action onEnd)
{
    private readonly Frame _frame = new();
    private readonly FlushBatch _batch = new();

    public void Start()
    {
        if (!source.TryCall(Run)) new Thread(Run, 256 * 1024) { IsBackground = true, Name = name }.Start();
    }

    private void Run()
    {
        var isEnded = true;
        FlushBatch.Current = _batch;
        try
        {
            while (source.TryRead(out var start, out var length, out var fault))
            {
                if (fault == LineFault.TooLong) ReadOver();
                else Handle(start, length);
                if (!source.HasMore) _batch.Flush();
            }

            isEnded = source.IsEnded; // else it is called again, perhaps already by another thread
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // Its pipe broke: it has ended.
        }

        FlushBatch.Current = null;
        if (!isEnded) return;
        _batch.Flush();
        onEnd();
    }

    private void Handle(int start, int length)
    {
        _frame.Set(source.Bytes, start, length, source.Parent);
        if (_frame.Bytes.Trim(" \t\r"u8).IsEmpty) return;
        var fault = EnvelopeReader.Read(_frame, maxDepth);
        if (fault == FrameFault.None && TryHandle()) return;
        if (fault == FrameFault.None) fault = FrameFault.Unhandled;
        var id = fault == FrameFault.Batch ? null : TopLevelId.In(_frame.Bytes);
        onFault(fault, id?.Id, id?.HasMethod ?? false);
    }

    // A fault of our own costs one message, never the server of everybody.
    private bool TryHandle()
    {
        try
        {
            onFrame(_frame);
            return true;
        }
        catch (Exception exception) when (exception is not (IOException or ObjectDisposedException))
        {
            return false;
        }
    }

    private void ReadOver()
    {
        var id = new TopLevelId();
        source.Discard(id.Feed);
        onFault(FrameFault.TooLarge, id.Id, id.HasMethod);
    }
}
