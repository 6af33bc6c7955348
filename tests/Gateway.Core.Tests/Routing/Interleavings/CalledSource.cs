using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>What a peer says, read on the thread that says it: so a test decides what comes before what.</summary>
internal sealed class CalledSource : IMessageSource
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _messages = new();
    private Action? _reader;
    private bool _isBeingRead;

    public byte[] Bytes { get; private set; } = [];

    public long Parent => 0;

    public bool HasMore => _messages.Count > 0;

    public bool IsEnded { get; private set; }

    public bool TryCall(Action reader)
    {
        _reader = reader;
        return true;
    }

    /// <summary>Returns when the message was handled, unless it is said by whoever reads just now: then that one goes on to it.</summary>
    public void Say(string message)
    {
        lock (_gate)
        {
            if (IsEnded) return;
            _messages.Enqueue(Encoding.UTF8.GetBytes(message));
            Read();
        }
    }

    public void End()
    {
        lock (_gate)
        {
            if (IsEnded) return;
            IsEnded = true;
            Read();
        }
    }

    public bool TryRead(out int start, out int length, out LineFault fault)
    {
        (start, length, fault) = (0, 0, LineFault.None);
        if (!_messages.TryDequeue(out var message)) return false;
        (Bytes, length) = (message, message.Length);
        return true;
    }

    public bool Discard(Action<ReadOnlySpan<byte>> part) => throw new NotSupportedException("no message of these tests is too long");

    public IMessageSource Fork() => throw new NotSupportedException("no guardrail of these tests is stuck");

    private void Read()
    {
        if (_isBeingRead || _reader is null) return;
        _isBeingRead = true;
        try
        {
            _reader();
        }
        finally
        {
            _isBeingRead = false;
        }
    }
}
