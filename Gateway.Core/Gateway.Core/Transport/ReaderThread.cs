using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Transport;

/// <summary>All that one thread of a reader uses. When its turn is taken, none of it is ever used again by another.</summary>
internal sealed class ReaderThread(IMessageSource source)
{
    public IMessageSource Source { get; } = source;

    public Frame Frame { get; } = new();

    public TextWalker Walker { get; } = new();

    public Turn Turn { get; } = new();

    public FlushBatch Batch { get; } = new();

    private Passage? _passage = new();

    /// <summary>A passage for the message at hand.</summary>
    public Passage Take()
    {
        var passage = _passage ?? new();
        _passage = null;
        passage.Reset();
        return passage;
    }

    /// <summary>Gives a passage back that nobody kept.</summary>
    public void Return(Passage passage) => _passage = passage;
}
